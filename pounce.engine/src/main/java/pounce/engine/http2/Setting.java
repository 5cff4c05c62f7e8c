package pounce.engine.http2;

/// One setting (RFC 9113, section 6.5.1), known or not.
///
/// @param id its name, 16 bits
/// @param value 32 bits, not negative
public record Setting(int id, long value) {
    /// The size of the table that the sender decodes with, in octets.
    public static final int HEADER_TABLE_SIZE = 1;

    /// Whether a server may push; a server says nothing of it.
    public static final int ENABLE_PUSH = 2;

    /// Streams that the receiver may have open at once.
    public static final int MAX_CONCURRENT_STREAMS = 3;

    /// What the receiver may send on a stream before the first WINDOW_UPDATE, in octets.
    public static final int INITIAL_WINDOW_SIZE = 4;

    /// The longest frame that the sender takes, in octets of its payload.
    public static final int MAX_FRAME_SIZE = 5;

    /// The largest field section that the sender takes, as HPACK counts it.
    public static final int MAX_HEADER_LIST_SIZE = 6;

    /// The sender does not look at the priorities of RFC 7540 (RFC 9218, section 2.1).
    public static final int NO_RFC7540_PRIORITIES = 9;
}
