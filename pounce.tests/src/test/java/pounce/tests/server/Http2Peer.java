package pounce.tests.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import pounce.api.Server;
import pounce.engine.hpack.HpackDecoder;
import pounce.engine.hpack.HpackField;
import pounce.engine.hpack.StaticFields;
import pounce.tests.http2.Fields;
import pounce.tests.http2.RawFrame;
import pounce.tests.tls.Clients;

/// A client of HTTP/2 that says exactly what it is told, frame for frame, and keeps what it hears.
/// It acknowledges nothing, and opens no window, unless it is told to.
final class Http2Peer implements AutoCloseable {
    static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private static final int PATIENCE_MILLIS = 10_000;
    private static final int TABLE = 4096;

    private record Field(String name, String value) implements HpackField {}

    private static final StaticFields<Field> STATICS = new StaticFields<>(Field::new);

    private final Socket socket;
    private final DataInputStream input;
    private final Fields fields = new Fields();
    private final HpackDecoder<Field> hpack = new HpackDecoder<>(STATICS, TABLE);
    private final Map<Integer, Answer> answers = new HashMap<>();
    private final List<RawFrame> controls = new ArrayList<>();
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();
    private int nextStream = 1;

    /// What has been heard on one stream.
    static final class Answer {
        final List<List<String>> blocks = new ArrayList<>();
        final ByteArrayOutputStream content = new ByteArrayOutputStream();
        final List<Integer> pieces = new ArrayList<>();
        boolean ended;
        int reset = -1;

        /// {@return the value of a field of the response's head, which is the first block that is
        /// no interim response's; empty if it has none}
        String field(String name) {
            return blocks.stream()
                    .filter(lines -> !lines.getFirst().startsWith(":status: 1"))
                    .findFirst()
                    .orElse(List.of())
                    .stream()
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse("");
        }

        int status() {
            var status = field(":status");
            return status.isEmpty() ? 0 : Integer.parseInt(status);
        }

        String text() {
            return content.toString(ISO_8859_1);
        }

        @Override
        public String toString() {
            return blocks
                    + text()
                    + (ended ? ", ended" : "")
                    + (reset < 0 ? "" : ", reset " + reset);
        }
    }

    private Http2Peer(Socket socket) throws IOException {
        this.socket = socket;
        this.input = new DataInputStream(socket.getInputStream());
    }

    /// One that has said nothing yet.
    static Http2Peer silent(Server server) throws IOException {
        var socket = new Socket(server.uri().getHost(), server.uri().getPort());
        return on(socket);
    }

    /// The same under TLS, agreed upon by ALPN.
    static Http2Peer secured(Server server, SSLContext client) throws IOException {
        return secured(new Socket(server.uri().getHost(), server.uri().getPort()), client);
    }

    static Http2Peer secured(Socket connected, SSLContext client) throws IOException {
        var socket = Clients.on(connected, client, "");
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        if (!socket.getApplicationProtocol().equals("h2")) {
            throw new AssertionError("agreed upon: " + socket.getApplicationProtocol());
        }
        return on(socket);
    }

    /// The same on a connection that is there already.
    static Http2Peer on(Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return new Http2Peer(socket);
    }

    /// One that has begun, with these settings: ids and values in turn.
    static Http2Peer of(Server server, int... settings) throws IOException {
        return silent(server).begins(settings);
    }

    Http2Peer begins(int... settings) throws IOException {
        return says(PREFACE.getBytes(ISO_8859_1)).says(RawFrame.settings(settings));
    }

    // ---------------------------------------------------------------- saying

    Http2Peer says(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        return this;
    }

    Http2Peer says(RawFrame... frames) throws IOException {
        return says(RawFrame.encode(frames));
    }

    Fields fields() {
        return fields;
    }

    /// {@return the frame of a request without content, on a new stream}
    RawFrame get(String path, String... more) {
        return new RawFrame(
                RawFrame.HEADERS,
                RawFrame.END_HEADERS | RawFrame.END_STREAM,
                takeStream(),
                fields.get(path, more));
    }

    /// {@return the head of a request that has content, on a new stream}
    RawFrame post(String path, String... more) {
        return new RawFrame(
                RawFrame.HEADERS,
                RawFrame.END_HEADERS,
                takeStream(),
                fields.request("POST", path, more));
    }

    int takeStream() {
        int stream = nextStream;
        nextStream += 2;
        return stream;
    }

    static RawFrame data(int stream, String content) {
        return new RawFrame(RawFrame.DATA, 0, stream, content.getBytes(ISO_8859_1));
    }

    static RawFrame lastData(int stream, String content) {
        return new RawFrame(
                RawFrame.DATA, RawFrame.END_STREAM, stream, content.getBytes(ISO_8859_1));
    }

    static RawFrame reset(int stream) {
        return new RawFrame(RawFrame.RST_STREAM, 0, stream, RawFrame.ints(8));
    }

    static RawFrame window(int stream, int increment) {
        return new RawFrame(RawFrame.WINDOW_UPDATE, 0, stream, RawFrame.ints(increment));
    }

    static RawFrame ping(int number) {
        return new RawFrame(RawFrame.PING, 0, 0, RawFrame.ints(0, number));
    }

    /// Asks, and waits for the whole answer.
    Answer asks(String path, String... more) throws IOException {
        var request = get(path, more);
        says(request);
        return hears(request.stream());
    }

    // ---------------------------------------------------------------- hearing

    /// Reads until a stream is over.
    Answer hears(int stream) throws IOException {
        while (!answer(stream).ended && answer(stream).reset < 0) {
            hearsFrame();
        }
        return answer(stream);
    }

    Answer answer(int stream) {
        return answers.computeIfAbsent(stream, _ -> new Answer());
    }

    /// Reads until the answer to a PING comes, so that all before it has come, too.
    Http2Peer hearsAll(int number) throws IOException {
        says(ping(number));
        hears(RawFrame.PING, RawFrame.ACK);
        return this;
    }

    /// Reads until a stream has so much content, and then the answer to a PING, so that what comes
    /// with it has come.
    Answer hearsContent(int stream, int octets) throws IOException {
        while (answer(stream).content.size() < octets) {
            hearsFrame();
        }
        hearsAll(octets);
        return answer(stream);
    }

    /// Reads until a frame that controls comes, which has not been asked for before.
    RawFrame hears(int type, int flags) throws IOException {
        while (true) {
            for (var frame : controls) {
                if (frame.type() == type && frame.flags() == flags) {
                    controls.remove(frame);
                    return frame;
                }
            }
            hearsFrame();
        }
    }

    /// {@return the error of the connection, and the last stream, once it is told}
    String hearsGoAway() throws IOException {
        var frame = hears(RawFrame.GOAWAY, 0);
        return "%d after %d".formatted(frame.at(4), frame.at(0));
    }

    /// Reads one frame.
    RawFrame hearsFrame() throws IOException {
        int first = input.readInt();
        int flags = input.readUnsignedByte();
        int stream = input.readInt();
        var payload = new byte[first >>> 8];
        input.readFully(payload);
        var frame = new RawFrame(first & 0xff, flags, stream, payload);
        keep(frame);
        return frame;
    }

    private void keep(RawFrame frame) {
        var answer = answer(frame.stream());
        switch (frame.type()) {
            case RawFrame.HEADERS, RawFrame.CONTINUATION -> {
                block.writeBytes(frame.payload());
                if (frame.has(RawFrame.END_HEADERS)) {
                    answer.blocks.add(decode(block.toByteArray()));
                    block.reset();
                }
                answer.ended |= frame.type() == RawFrame.HEADERS && frame.has(RawFrame.END_STREAM);
            }
            case RawFrame.DATA -> {
                answer.content.writeBytes(frame.payload());
                answer.pieces.add(frame.payload().length);
                answer.ended |= frame.has(RawFrame.END_STREAM);
            }
            case RawFrame.RST_STREAM -> answer.reset = frame.at(0);
            default -> controls.add(frame);
        }
    }

    private List<String> decode(byte[] octets) {
        var lines = new ArrayList<String>();
        var outcome =
                hpack.decode(
                        octets,
                        0,
                        octets.length,
                        Long.MAX_VALUE,
                        field -> lines.add(field.name() + ": " + field.value()));
        if (outcome != HpackDecoder.Outcome.WHOLE) {
            throw new AssertionError(hpack.fault() + " in " + Arrays.toString(octets));
        }
        return lines;
    }

    /// {@return whether frames of this type have come that nobody has asked for}
    boolean hasHeard(int type) {
        return controls.stream().anyMatch(frame -> frame.type() == type);
    }

    /// Reads until the server closes.
    void hearsEnd() throws IOException {
        try {
            while (true) {
                hearsFrame();
            }
        } catch (EOFException _) {
            return;
        } catch (SocketException reset) {
            return; // closed without a last word
        }
    }

    void waitsAtMost(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
    }

    /// Says that nothing more will be said.
    void finishes() throws IOException {
        socket.shutdownOutput();
    }

    /// Closes without a word: the server sees a reset.
    void resets() throws IOException {
        socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        socket.close();
    }

    /// Closes, as one that has heard all it wants.
    void leaves() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
