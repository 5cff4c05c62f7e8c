package pounce.lifecycle.access;

/// Octets of whole lines. Has one owner at a time.
final class Chunk {
    /// The longest line fits into an empty chunk.
    static final int SIZE = 64 << 10;

    private final byte[] octets = new byte[SIZE];
    private int length;
    private int lines;

    byte[] octets() {
        return octets;
    }

    int length() {
        return length;
    }

    int lines() {
        return lines;
    }

    boolean isEmpty() {
        return length == 0;
    }

    /// Takes the line in that stands behind the others.
    ///
    /// @param end the index behind it
    void lineAdded(int end) {
        length = end;
        lines++;
    }

    void clear() {
        length = 0;
        lines = 0;
    }
}
