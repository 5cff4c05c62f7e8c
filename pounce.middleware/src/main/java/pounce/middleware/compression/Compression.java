package pounce.middleware.compression;

import java.util.concurrent.atomic.AtomicInteger;
import pounce.api.App;
import pounce.api.HttpScope;
import pounce.api.Receive;
import pounce.api.ResponseStart;
import pounce.api.Scope;
import pounce.api.Send;
import pounce.middleware.KnownHeads;

/// An application whose responses are coded. Any thread.
final class Compression implements App {
    private final App next;
    private final CompressionSettings settings;
    private final Codings codings;
    private final KnownHeads varying;
    private final AtomicInteger coded = new AtomicInteger();

    Compression(App next, CompressionSettings settings, Codings codings) {
        this.next = next;
        this.settings = settings;
        this.codings = codings;
        this.varying = new KnownHeads(this::varying);
    }

    @Override
    public void handle(Scope scope, Receive receive, Send send) throws Exception {
        if (scope instanceof HttpScope request) {
            var choice = codings.choose(request.headers().all("accept-encoding"));
            switch (choice) {
                case Choice.Identity _ ->
                        next.handle(scope, receive, new VaryingSend(request, send, varying));
                case Choice.Other other -> handle(request, receive, send, other);
            }
        } else {
            next.handle(scope, receive, send);
        }
    }

    private void handle(HttpScope request, Receive receive, Send send, Choice.Other choice)
            throws Exception {
        var coding = new CodingSend(request, send, choice, this);
        try {
            next.handle(request, receive, coding);
        } finally {
            coding.end();
        }
    }

    private ResponseStart varying(ResponseStart start) {
        return settings.shrinks(start) && !CodedHead.isUntouchable(start)
                ? CodedHead.varying(start)
                : start;
    }

    CompressionSettings settings() {
        return settings;
    }

    /// Counts one more response that is coded.
    ///
    /// @return false if there are too many
    boolean begin() {
        if (coded.incrementAndGet() <= settings.responses()) return true;
        coded.decrementAndGet();
        return false;
    }

    /// Gives back what [#begin] has counted.
    void ended() {
        coded.decrementAndGet();
    }
}
