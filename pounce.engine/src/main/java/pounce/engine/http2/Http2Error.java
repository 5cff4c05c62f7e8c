package pounce.engine.http2;

import pounce.api.error.ErrorCode;

/// What RST_STREAM and GOAWAY say (RFC 9113, section 7).
public enum Http2Error {
    /// Nothing is wrong.
    NO_ERROR(0x0),
    /// A rule is broken that has no code of its own.
    PROTOCOL_ERROR(0x1),
    /// It is our fault.
    INTERNAL_ERROR(0x2),
    /// More content than the window allows, or a window that is too large.
    FLOW_CONTROL_ERROR(0x3),
    /// SETTINGS were not acknowledged.
    SETTINGS_TIMEOUT(0x4),
    /// A frame of a stream that is closed.
    STREAM_CLOSED(0x5),
    /// A frame of the wrong size.
    FRAME_SIZE_ERROR(0x6),
    /// The request was not looked at, and may be sent again.
    REFUSED_STREAM(0x7),
    /// Nobody wants the stream any more.
    CANCEL(0x8),
    /// A field block that cannot be decoded.
    COMPRESSION_ERROR(0x9),
    /// The other side of a CONNECT failed.
    CONNECT_ERROR(0xa),
    /// More than a decent peer sends.
    ENHANCE_YOUR_CALM(0xb),
    /// TLS is not good enough.
    INADEQUATE_SECURITY(0xc),
    /// Only HTTP/1.1 will do.
    HTTP_1_1_REQUIRED(0xd);

    private final int code;

    Http2Error(int code) {
        this.code = code;
    }

    /// {@return its number on the wire}
    public int code() {
        return code;
    }

    /// {@return what a peer is told of its mistake}
    ///
    /// @param code the mistake
    public static Http2Error of(ErrorCode code) {
        return switch (code) {
            case POUNCE_PARSE_HTTP2_COMPRESSION -> COMPRESSION_ERROR;
            case POUNCE_PARSE_HTTP2_FLOW_CONTROL -> FLOW_CONTROL_ERROR;
            case POUNCE_PARSE_HTTP2_FRAME_SIZE -> FRAME_SIZE_ERROR;
            case POUNCE_PARSE_HTTP2_STREAM_CLOSED -> STREAM_CLOSED;
            case POUNCE_LIMIT_HTTP2_FLOOD, POUNCE_TIMEOUT_REQUEST_HEAD -> ENHANCE_YOUR_CALM;
            case POUNCE_LIMIT_HTTP2_STREAMS -> REFUSED_STREAM;
            case POUNCE_TIMEOUT_WRITE -> CANCEL;
            default -> PROTOCOL_ERROR;
        };
    }
}
