package pounce.tests.tls;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import pounce.api.spi.TlsProvider.KeyMaterial;

/// A handshake between two engines, in memory.
final class Handshake {
    private static final int ROOM = 64 << 10;

    private final SSLEngine client;
    private final SSLEngine server;
    private final ByteBuffer toServer = ByteBuffer.allocate(ROOM).flip();
    private final ByteBuffer toClient = ByteBuffer.allocate(ROOM).flip();

    private Handshake(SSLEngine client, SSLEngine server) {
        this.client = client;
        this.server = server;
    }

    /// {@return the chain that a client is shown who trusts an authority and asks for a host}
    ///
    /// @throws SSLException if either side refuses
    static List<X509Certificate> between(KeyMaterial keys, Authority root, String host)
            throws SSLException {
        return between(keys, Clients.trusting(root.certificate()), host);
    }

    /// {@return the same, with a client that knows no more than some cipher suites of TLS 1.2}
    ///
    /// @param suites by their registered names; none for all, of TLS 1.3 too
    static List<X509Certificate> between(
            KeyMaterial keys, SSLContext context, String host, String... suites)
            throws SSLException {
        var client = context.createSSLEngine();
        client.setUseClientMode(true);
        var parameters = client.getSSLParameters();
        if (!host.isEmpty()) {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        if (suites.length > 0) {
            parameters.setProtocols(new String[] {"TLSv1.2"});
            parameters.setCipherSuites(suites);
        }
        client.setSSLParameters(parameters);
        new Handshake(client, keys.engine(List.of("http/1.1"))).perform();
        return Arrays.stream(client.getSession().getPeerCertificates())
                .map(X509Certificate.class::cast)
                .toList();
    }

    private void perform() throws SSLException {
        client.beginHandshake();
        server.beginHandshake();
        while (isOn(client) || isOn(server)) {
            step(client, toClient, toServer);
            step(server, toServer, toClient);
        }
    }

    private static boolean isOn(SSLEngine engine) {
        return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> engine.getDelegatedTask().run();
            case NEED_WRAP -> {
                out.compact();
                engine.wrap(ByteBuffer.allocate(0), out);
                out.flip();
            }
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> engine.unwrap(in, ByteBuffer.allocate(ROOM));
            case NOT_HANDSHAKING, FINISHED -> {}
        }
    }
}
