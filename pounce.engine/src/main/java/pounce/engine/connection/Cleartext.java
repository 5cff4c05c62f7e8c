package pounce.engine.connection;

import pounce.engine.net.Connection;
import pounce.engine.net.Transport;

/// HTTP in clear, of either version: clients say which with their first octets.
///
/// HTTP/2 is for those who know beforehand that it is spoken here (RFC 9113, section 3.3). The
/// `Upgrade` of RFC 7540 is not: it is obsolete, and was a way past those who read along.
public final class Cleartext implements Protocol {
    private final Http1 http1;
    private final Http2 http2;

    /// Both versions, for one event loop.
    ///
    /// @param http1 for everybody else
    /// @param http2 for those who begin with its preface
    public Cleartext(Http1 http1, Http2 http2) {
        this.http1 = http1;
        this.http2 = http2;
    }

    @Override
    public Connection open(Transport transport) {
        return open(transport, new Input(http1.inputs()));
    }

    @Override
    public Connection open(Transport transport, Input input) {
        return new ProtocolSelector(this, new Newcomer(http1, transport, input)).whole();
    }

    Http1 http1() {
        return http1;
    }

    Http2 http2() {
        return http2;
    }
}
