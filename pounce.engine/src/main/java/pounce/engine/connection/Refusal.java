package pounce.engine.connection;

import java.io.IOException;
import pounce.api.Content;
import pounce.api.error.ErrorCode;
import pounce.engine.exchange.ErrorResponses;
import pounce.engine.http1.ResponseFraming;
import pounce.engine.http1.ResponseHead;
import pounce.engine.net.Transport;

/// The answer to octets that are no request, so that there is no exchange that could answer.
final class Refusal {
    private Refusal() {}

    /// Gathers the answer; the connection must close behind it.
    ///
    /// @return its octets
    static long send(ErrorCode code, Http1 http, Transport transport) throws IOException {
        var response = ErrorResponses.plain(code);
        if (!(response.content() instanceof Content.Bytes(var octets))) {
            throw new IllegalStateException("an error response without octets");
        }
        var head =
                new ResponseHead(
                        response.status(),
                        response.headers(),
                        new ResponseFraming.Length(octets.remaining()),
                        true,
                        1);
        var own = http.ownFields(transport.now());
        int encoded = transport.write(new HeadOutput(http.encoder(), head, own));
        transport.write(octets);
        return (long) encoded + octets.remaining();
    }
}
