package pounce.engine.http2;

/// The types and flags of frames, and the places of what is in each header (RFC 9113, sections 4.1
/// and 6).
///
/// ```text
///   length (24)   type (8)   flags (8)   reserved (1), stream (31)   payload
/// ```
final class FrameType {
    /// The size of a header, in octets.
    static final int HEADER = 9;

    static final int DATA = 0x0;
    static final int HEADERS = 0x1;
    static final int PRIORITY = 0x2;
    static final int RST_STREAM = 0x3;
    static final int SETTINGS = 0x4;
    static final int PUSH_PROMISE = 0x5;
    static final int PING = 0x6;
    static final int GOAWAY = 0x7;
    static final int WINDOW_UPDATE = 0x8;
    static final int CONTINUATION = 0x9;
    static final int PRIORITY_UPDATE = 0x10;

    /// Of SETTINGS and PING.
    static final int ACK = 0x1;

    static final int END_STREAM = 0x1;
    static final int END_HEADERS = 0x4;
    static final int PADDED = 0x8;

    /// Of HEADERS: a priority stands before the fragment.
    static final int HAS_PRIORITY = 0x20;

    private FrameType() {}
}
