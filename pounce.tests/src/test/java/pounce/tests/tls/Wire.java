package pounce.tests.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import pounce.api.ServerConfig;

/// What tests of a server speak over: plain TCP; or TLS, in a run of its own, for the rules of HTTP
/// are the same there. Classes that are tagged `wire` take part.
public final class Wire {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final boolean SECURE = Boolean.getBoolean("pounce.tests.tls");
    private static final Authority ROOT = Authority.root("wire");
    private static final SSLContext CLIENT = Clients.trusting(ROOT.certificate());
    private static final PemFiles.Pair FILES = writeFiles();

    private Wire() {}

    private static PemFiles.Pair writeFiles() {
        try {
            var directory = Files.createTempDirectory("pounce-wire");
            var pair =
                    new PemFiles(directory).write("server", ROOT.issue("localhost", "127.0.0.1"));
            for (var each : new Path[] {directory, pair.certificate(), pair.key()}) {
                each.toFile().deleteOnExit();
            }
            return pair;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// {@return a config for a free port, under TLS if this run is}
    public static ServerConfig.Builder config() {
        var config = ServerConfig.builder().port(0);
        return SECURE ? config.tls(FILES.certificate(), FILES.key()) : config;
    }

    /// {@return whether this run is under TLS}
    public static boolean isSecure() {
        return SECURE;
    }

    /// {@return a connection to a server, under TLS if the server's is, and past the handshake}
    public static Socket connect(URI server) throws IOException {
        if (!"https".equals(server.getScheme())) {
            return new Socket(server.getHost(), server.getPort());
        }
        var socket = Clients.connect(server, CLIENT, "");
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.startHandshake();
        return socket;
    }

    /// {@return an ordinary client, which knows the server}
    public static HttpClient client() {
        return HttpClient.newBuilder().sslContext(CLIENT).build();
    }
}
