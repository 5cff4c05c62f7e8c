package pounce.engine.connection;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.SequencedMap;
import javax.net.ssl.SSLEngine;
import pounce.engine.net.Connection;
import pounce.engine.net.Pool;
import pounce.engine.net.Security;
import pounce.engine.net.TlsBuffers;
import pounce.engine.net.TlsHandshake;
import pounce.engine.net.TlsTransport;
import pounce.engine.net.Transport;
import pounce.engine.watch.LoopWatch;

/// TLS before anything else, on those connections of one event loop whose listener expects it.
public final class Secured implements Protocol {
    private final Http1 http;
    private final Protocol cleartext;
    private final SequencedMap<String, Protocol> protocols;
    private final List<String> names;
    private final TlsSettings settings;
    private final LoopWatch watch;
    private final TlsBuffers buffers = new TlsBuffers();

    /// TLS for one event loop.
    ///
    /// @param http its settings, and what it has to lend
    /// @param cleartext what connections without TLS have
    /// @param protocols what may follow, by its name in ALPN (RFC 7301), the preferred one first;
    ///   the last is for clients that name none
    /// @param settings keys, and what clients may do
    /// @param watch takes note of handshakes
    public Secured(
            Http1 http,
            Protocol cleartext,
            SequencedMap<String, Protocol> protocols,
            TlsSettings settings,
            LoopWatch watch) {
        this.http = http;
        this.cleartext = cleartext;
        this.protocols = protocols;
        this.names = List.copyOf(protocols.keySet());
        this.settings = settings;
        this.watch = watch;
    }

    @Override
    public Connection open(Transport transport) {
        return open(transport, new Input(http.inputs()));
    }

    @Override
    public Connection open(Transport transport, Input input) {
        return transport.security() == Security.TLS
                ? new TlsConnection(this, transport, input).whole()
                : cleartext.open(transport, input);
    }

    Http1 http() {
        return http;
    }

    Pool<ByteBuffer> inputs() {
        return http.inputs();
    }

    /// {@return how long a client may wait with its first request}
    Duration silence() {
        return http.settings().headTimeout();
    }

    TlsSettings settings() {
        return settings;
    }

    LoopWatch watch() {
        return watch;
    }

    TlsBuffers buffers() {
        return buffers;
    }

    SSLEngine engine() {
        return settings.keys().engine(names);
    }

    /// {@return what follows a handshake}
    Protocol protocol(TlsTransport tls) {
        var agreed = tls.handshake().map(TlsHandshake::applicationProtocol).orElse("");
        return protocols.getOrDefault(agreed, protocols.lastEntry().getValue());
    }
}
