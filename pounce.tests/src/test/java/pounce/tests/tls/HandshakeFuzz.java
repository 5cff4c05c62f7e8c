package pounce.tests.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import pounce.api.ServerConfig;
import pounce.api.spi.TlsProvider.KeyMaterial;
import pounce.engine.message.Decoded;
import pounce.engine.net.Deadline;
import pounce.engine.net.TlsBuffers;
import pounce.engine.net.TlsTransport;
import pounce.engine.tls.ClientHelloDecoder;
import pounce.tls.Tls;

/// Any octets as the beginning of TLS: in whatever pieces they come, a ClientHello is found where
/// the reference finds one; and whatever it says, a handshake ends in an agreement or in an
/// [IOException].
public final class HandshakeFuzz {
    private static final int LIMIT = 4096;
    private static final KeyMaterial KEYS = keys();
    private static final TlsBuffers BUFFERS = new TlsBuffers();

    private HandshakeFuzz() {}

    private static KeyMaterial keys() {
        try {
            var directory = Files.createTempDirectory("pounce-fuzz");
            var pair =
                    new PemFiles(directory).write("a", Authority.root("root").issue("localhost"));
            return new Tls()
                    .load(ServerConfig.builder().tls(pair.certificate(), pair.key()).build());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /// One input.
    public static void fuzzerTestOneInput(byte[] octets) {
        agree(octets, LIMIT);
        agree(octets, 512);
        if (ClientHelloDecoder.decode(ByteBuffer.wrap(octets), LIMIT)
                instanceof Decoded.Ready<Integer>) {
            handshake(octets);
        }
    }

    /// The reference is asked once; the engine for every beginning, as octets would come one by
    /// one, and must not change its mind.
    static void agree(byte[] octets, int limit) {
        var expected = ClientHelloReader.read(octets, limit);
        assertEquals(expected, decode(octets, octets.length, limit));
        for (int known = 0; known < octets.length; known++) {
            var outcome = decode(octets, known, limit);
            if (!outcome.equals("more")) {
                assertEquals(expected, outcome, "of the first " + known);
                return;
            }
        }
    }

    private static Object decode(byte[] octets, int known, int limit) {
        return ClientHelloReader.outcome(
                ClientHelloDecoder.decode(ClientHelloReader.first(octets, known), limit));
    }

    private static void handshake(byte[] octets) {
        try {
            var client = SSLContext.getDefault().createSSLEngine();
            var peer = new TlsPeer(client, () -> Integer.MAX_VALUE);
            peer.keepsFrom(0);
            peer.ends();
            var tls = new TlsTransport(peer, KEYS.engine(List.of("http/1.1")), BUFFERS, 0);
            tls.handshake(ByteBuffer.wrap(octets), new Deadline(0));
        } catch (SSLException expected) {
            assertEquals(false, expected.getMessage() == null);
        } catch (IOException _) {
            return; // the peer says nothing more
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
