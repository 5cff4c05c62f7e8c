package pounce.tests.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import pounce.api.Server;
import pounce.tests.tls.Wire;

/// A client that says exactly what it is told.
final class Client implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;

    Client(Server server) throws IOException {
        socket = Wire.connect(server.uri());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    /// Says something, and hears what comes until the server closes of itself.
    static List<Answer> untilClosed(Server server, String text, String... methods)
            throws IOException {
        try (var client = new Client(server)) {
            return Answer.all(client.says(text).rest(), methods);
        }
    }

    /// Says something and nothing more, which lets the server close an idle connection.
    static List<Answer> andNoMore(Server server, String text, String... methods)
            throws IOException {
        try (var client = new Client(server)) {
            client.says(text).socket.shutdownOutput();
            return Answer.all(client.rest(), methods);
        }
    }

    Client says(String text) throws IOException {
        return says(text.getBytes(ISO_8859_1));
    }

    Client says(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        return this;
    }

    /// Reads until the text has come.
    String until(String end) throws IOException {
        var heard = new ByteArrayOutputStream();
        while (!heard.toString(ISO_8859_1).endsWith(end)) {
            int octet = socket.getInputStream().read();
            if (octet < 0) {
                throw new IOException("closed after: " + heard.toString(ISO_8859_1));
            }
            heard.write(octet);
        }
        return heard.toString(ISO_8859_1);
    }

    /// Reads until the server closes.
    String rest() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
