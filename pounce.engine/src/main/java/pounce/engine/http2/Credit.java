package pounce.engine.http2;

/// The window that we give a client (RFC 9113, section 6.9): what it may send, and what was used up
/// since that it may send again.
///
/// It is told of that in large portions: an update for every piece would be a frame for a frame.
public final class Credit {
    private final int size;
    private int open;
    private int used;

    /// A window.
    ///
    /// @param size how large it is kept, in octets
    public Credit(int size) {
        this.size = size;
        this.open = size;
    }

    /// Takes note of what has come.
    ///
    /// @param octets what counts of it
    /// @return false if the client was not allowed to send so much
    public boolean receive(int octets) {
        open -= octets;
        return open >= 0;
    }

    /// Takes note of what has been used up, and needs no room here any more.
    ///
    /// @param octets what counts of it
    /// @return by how much the client must be told that the window grows; 0 if not now
    public int use(int octets) {
        used += octets;
        if (used < size / 2) {
            return 0;
        }
        int increment = used;
        open += increment;
        used = 0;
        return increment;
    }
}
