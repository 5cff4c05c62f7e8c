package pounce.api;

import java.nio.ByteBuffer;

/// A piece of response content, from position to limit. Sending leaves position and limit alone, so
/// that one instance can be sent by many threads at once; on return of `send` the octets may be
/// overwritten.
///
/// @param last whether the content is complete; returning from the App without it aborts the
///   response
public record ResponseBody(ByteBuffer data, boolean last) implements SendEvent {

    /// A piece after which more will come; it is flushed at once.
    public static ResponseBody piece(ByteBuffer data) {
        return new ResponseBody(data, false);
    }

    /// The last piece, perhaps the only one.
    public static ResponseBody last(ByteBuffer data) {
        return new ResponseBody(data, true);
    }

    /// The end of content that was sent in pieces.
    public static ResponseBody end() {
        return new ResponseBody(ByteBuffer.allocate(0), true);
    }
}
