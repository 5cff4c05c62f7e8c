package pounce.tests.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import pounce.api.Server;
import pounce.tests.tls.Clients;
import pounce.tests.tls.Wire;

/// A client that says exactly what it is told, octet for octet.
public final class Peer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;

    private Peer(Socket socket) {
        this.socket = socket;
    }

    public static Peer of(Server server) throws IOException {
        return of(server.uri());
    }

    public static Peer of(URI uri) throws IOException {
        return on(Wire.connect(uri));
    }

    /// One that does not speak TLS, whatever the server does.
    public static Peer inClear(URI uri) throws IOException {
        return on(new Socket(uri.getHost(), uri.getPort()));
    }

    /// The same, under TLS.
    public static Peer of(URI uri, SSLContext context) throws IOException {
        return of(uri, context, "");
    }

    /// The same, asking for a host.
    public static Peer of(URI uri, SSLContext context, String host) throws IOException {
        return on(Clients.connect(uri, context, host));
    }

    /// A client on a socket that is connected.
    public static Peer on(Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return new Peer(socket);
    }

    /// Does not wait for the first word.
    public Peer shakesHands() throws IOException {
        ((SSLSocket) socket).startHandshake();
        return this;
    }

    /// The port by which the server knows this peer.
    public int port() {
        return socket.getLocalPort();
    }

    public Peer says(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        return this;
    }

    public InputStream input() throws IOException {
        return socket.getInputStream();
    }

    /// Reads until the text has come.
    public String hears(String end) throws IOException {
        var heard = new ByteArrayOutputStream();
        while (!heard.toString(ISO_8859_1).endsWith(end)) {
            int octet = input().read();
            if (octet < 0) {
                throw new IOException("closed after: " + heard.toString(ISO_8859_1));
            }
            heard.write(octet);
        }
        return heard.toString(ISO_8859_1);
    }

    /// Reads until the server closes.
    public String hearsAll() throws IOException {
        return new String(input().readAllBytes(), ISO_8859_1);
    }

    /// Reads until the server closes, which may cut off what it has not read.
    ///
    /// @return what came before
    public String hearsUntilClosed() throws IOException {
        var heard = new ByteArrayOutputStream();
        try {
            for (int octet = input().read(); octet >= 0; octet = input().read()) {
                heard.write(octet);
            }
        } catch (SocketTimeoutException never) {
            throw never;
        } catch (SocketException _) {
            return heard.toString(ISO_8859_1); // a reset
        }
        return heard.toString(ISO_8859_1);
    }

    /// Listens for a while.
    public void hearsNothingFor(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        try {
            input().read();
        } catch (SocketTimeoutException | SocketException _) {
            return; // still open, or just closed
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    /// Says that nothing more will be said.
    public void finishes() throws IOException {
        socket.shutdownOutput();
    }

    /// Closes without a word: the server sees a reset.
    public void resets() throws IOException {
        socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
