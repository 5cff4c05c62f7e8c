package pounce.engine.http2;

/// Priorities of streams that have not begun (RFC 9218, section 7.1): the last few, as a client
/// could name any number of them.
public final class EarlyPriorities {
    private static final int MOST = 16;

    private final int[] streams = new int[MOST];
    private final Priority[] priorities = new Priority[MOST];
    private int next;

    /// None yet.
    public EarlyPriorities() {}

    /// Remembers one.
    ///
    /// @param stream its number, 1 or more
    /// @param priority what it will be
    public void put(int stream, Priority priority) {
        int place = indexOf(stream);
        if (place < 0) {
            place = next;
            next = (next + 1) % MOST;
        }
        streams[place] = stream;
        priorities[place] = priority;
    }

    /// {@return the priority of a stream that begins, which is forgotten here}
    ///
    /// @param stream its number, 1 or more
    /// @param otherwise what it is if nothing was said before
    public Priority take(int stream, Priority otherwise) {
        int place = indexOf(stream);
        if (place < 0) {
            return otherwise;
        }
        streams[place] = 0;
        return priorities[place];
    }

    private int indexOf(int stream) {
        for (int i = 0; i < MOST; i++) {
            if (streams[i] == stream) {
                return i;
            }
        }
        return -1;
    }
}
