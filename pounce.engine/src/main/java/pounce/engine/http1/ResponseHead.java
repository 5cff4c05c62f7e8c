package pounce.engine.http1;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import pounce.api.Headers;

/// A response head that is to be encoded.
///
/// @param status 100 to 599
/// @param fields those of the application; what frames the message is left out of them
/// @param framing how the end of the content is found
/// @param close whether the connection closes behind it
/// @param minorVersion of the request: HTTP/1.0 must be told that a connection lives on
public record ResponseHead(
        int status, Headers fields, ResponseFraming framing, boolean close, int minorVersion) {

    /// Checks that there is a status line for it.
    public ResponseHead {
        if (status < 100 || status > 599) throw new IllegalArgumentException("status: " + status);
    }

    /// {@return 100 Continue (RFC 9110, section 15.2.1), whole}
    public static ByteBuffer continues() {
        return ByteBuffer.wrap("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
}
