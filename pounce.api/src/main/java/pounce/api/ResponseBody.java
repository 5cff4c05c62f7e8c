package pounce.api;

import java.nio.ByteBuffer;

/// A piece of response content, from position to limit. Sending leaves position and limit alone, so
/// that one instance can be sent by many threads at once; on return of `send` the octets may be
/// overwritten.
///
/// @param data the octets; may be empty
/// @param last whether the content is complete; returning from the App without it aborts the
///   response
public record ResponseBody(ByteBuffer data, boolean last) implements SendEvent {
    private static final ResponseBody END = new ResponseBody(ByteBuffer.allocate(0), true);

    /// Returns a piece after which more will come; it is flushed at once.
    ///
    /// @param data the octets; if there are none, what waits is flushed
    /// @return an event
    public static ResponseBody piece(ByteBuffer data) {
        return new ResponseBody(data, false);
    }

    /// Returns the last piece, perhaps the only one.
    ///
    /// @param data the octets
    /// @return an event
    public static ResponseBody last(ByteBuffer data) {
        return new ResponseBody(data, true);
    }

    /// {@return the end of content that was sent in pieces; always the same instance}
    public static ResponseBody end() {
        return END;
    }
}
