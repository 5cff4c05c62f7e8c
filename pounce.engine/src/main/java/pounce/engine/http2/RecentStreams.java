package pounce.engine.http2;

/// The streams that we have reset lately. The peer may not know yet, so their frames are no mistake
/// (RFC 9113, section 5.1).
public final class RecentStreams {
    private final int[] ids;
    private int next;

    /// None yet.
    ///
    /// @param most so many are known; an older one is forgotten for each more
    public RecentStreams(int most) {
        ids = new int[most];
    }

    /// Adds one.
    ///
    /// @param id its number
    public void add(int id) {
        ids[next] = id;
        next = (next + 1) % ids.length;
    }

    /// Forgets one.
    ///
    /// @param id its number, 1 or more
    public void remove(int id) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == id) {
                ids[i] = 0;
            }
        }
    }

    /// {@return whether it is known}
    ///
    /// @param id its number, 1 or more
    public boolean contains(int id) {
        for (int known : ids) {
            if (known == id) {
                return true;
            }
        }
        return false;
    }
}
