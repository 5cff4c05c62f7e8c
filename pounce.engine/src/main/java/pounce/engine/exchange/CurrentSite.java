package pounce.engine.exchange;

import java.util.function.Supplier;

/// What serves the requests of one event loop, whichever generation that is by now.
public final class CurrentSite implements Supplier<Site> {
    private volatile Site current;

    /// Begins with the first generation.
    ///
    /// @param first its site
    public CurrentSite(Site first) {
        this.current = first;
    }

    /// {@return the site for one more request, which is counted there until its exchange ends}
    ///
    /// Whoever replaces a site looks at its pins afterwards; we look at the site after we have
    /// pinned it. So either a request is seen, or it sees the next generation.
    @Override
    @SuppressWarnings("ReferenceEquality") // one generation has one site here
    public Site get() {
        while (true) {
            var site = current;
            site.pins().take();
            if (site == current) {
                return site;
            }
            site.pins().release();
        }
    }

    /// Lets the next requests be served by another generation.
    ///
    /// @param next its site
    public void replace(Site next) {
        current = next;
    }
}
