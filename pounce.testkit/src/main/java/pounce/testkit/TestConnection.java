package pounce.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import pounce.api.Headers;

/// A connection to a server in this process, without a socket: what is written goes through the
/// server's own parser and middleware, octet for octet.
///
/// ```java
/// try (var connection = server.connect()) {
///     connection.send("GET / HTTP/1.1\r\nHost: example.com\r\n\r\n");
///     assertEquals(200, connection.receive().status());
/// }
/// ```
///
/// Whoever begins with the preface of HTTP/2 (RFC 9113, section 3.4) speaks HTTP/2 from then on:
/// frames go through [#send(byte\[\])] and [#receiveOctets(int)].
///
/// For one thread; none of its waits ends before the server's own deadlines do.
public final class TestConnection implements AutoCloseable {
    private final ByteChannel channel;
    private final InputStream input;

    TestConnection(ByteChannel channel) {
        this.channel = channel;
        this.input = new BufferedInputStream(Channels.newInputStream(channel));
    }

    /// Sends octets.
    ///
    /// @param octets one per character of ISO 8859-1: a request, a part of one, or several
    /// @return this connection
    /// @throws IOException if the server has closed it
    public TestConnection send(String octets) throws IOException {
        return send(octets.getBytes(ISO_8859_1));
    }

    /// Sends octets.
    ///
    /// @param octets a request, a part of one, or several
    /// @return this connection
    /// @throws IOException if the server has closed it
    public TestConnection send(byte[] octets) throws IOException {
        channel.write(ByteBuffer.wrap(octets));
        return this;
    }

    /// Waits for the next response, interim ones (1xx) included.
    ///
    /// @return the response with its content
    /// @throws IOException if the connection ends before the response does
    public TestResponse receive() throws IOException {
        return receive(true);
    }

    /// Waits for the next response, to HEAD: it has no content, whatever its fields say.
    ///
    /// @return the response
    /// @throws IOException if the connection ends before the response does
    public TestResponse receiveHead() throws IOException {
        return receive(false);
    }

    private TestResponse receive(boolean withContent) throws IOException {
        var statusLine = line();
        int status = Integer.parseInt(statusLine.substring(9, 12));
        var headers = fields();
        boolean empty = !withContent || status < 200 || status == 204 || status == 304;
        return new TestResponse(status, headers, empty ? new byte[0] : content(headers));
    }

    private Headers fields() throws IOException {
        var headers = Headers.empty();
        for (var line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers = headers.plus(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] content(Headers headers) throws IOException {
        if (headers.contains("transfer-encoding")) return chunks();
        var length = headers.first("content-length");
        return length.isPresent() ? exactly(Integer.parseInt(length.get())) : input.readAllBytes();
    }

    private byte[] chunks() throws IOException {
        var content = new ByteArrayOutputStream();
        for (int size = size(); size > 0; size = size()) {
            content.writeBytes(exactly(size));
            line();
        }
        fields();
        return content.toByteArray();
    }

    private int size() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private byte[] exactly(int length) throws IOException {
        var octets = input.readNBytes(length);
        if (octets.length < length) {
            throw new EOFException("closed after %d of %d octets".formatted(octets.length, length));
        }
        return octets;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int octet = input.read(); octet != '\n'; octet = input.read()) {
            if (octet < 0) throw new EOFException("closed after: " + line);
            line.append((char) octet);
        }
        return line.toString().stripTrailing();
    }

    /// Waits for octets, whatever they mean: a frame of HTTP/2, a part of a response.
    ///
    /// @param length how many
    /// @return so many
    /// @throws IOException if the connection ends before they have come
    public byte[] receiveOctets(int length) throws IOException {
        return exactly(length);
    }

    /// Waits until the server closes the connection.
    ///
    /// @return what comes before, one octet per character of ISO 8859-1
    /// @throws IOException if the connection breaks
    public String receiveAll() throws IOException {
        return new String(input.readAllBytes(), ISO_8859_1);
    }

    /// Hangs up.
    ///
    /// @throws IOException never, as it is
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
