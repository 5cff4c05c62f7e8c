package pounce.tests.watch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.List;
import pounce.tests.http2.Fields;
import pounce.tests.http2.RawFrame;

/// What a client of HTTP/2 says, octet for octet, whatever it hears. Every target names its stream.
public final class Http2Client {
    private static final String STREAM = "?stream=";
    private static final int CANCEL = 8;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Fields fields = new Fields();
    private int stream = -1;

    private Http2Client() {}

    /// {@return all that one says that does one thing behind the other}
    public static byte[] doing(List<Http2Workload> workload) {
        var client = new Http2Client();
        client.said.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
        client.says(RawFrame.settings());
        workload.forEach(each -> each.on(client));
        return client.said.toByteArray();
    }

    /// {@return the stream that a target names}
    static int streamOf(String target) {
        return Integer.parseInt(target.substring(target.indexOf(STREAM) + STREAM.length()));
    }

    void says(RawFrame frame) {
        said.writeBytes(frame.encode());
    }

    /// Asks for something, without content.
    void asks(String method, String path, String... more) {
        head(RawFrame.END_HEADERS | RawFrame.END_STREAM, method, path, more);
    }

    /// The same with content, which comes behind it.
    void posts(String path, String... more) {
        head(RawFrame.END_HEADERS, "POST", path, more);
    }

    private void head(int flags, String method, String path, String... more) {
        stream += 2;
        says(
                new RawFrame(
                        RawFrame.HEADERS,
                        flags,
                        stream,
                        fields.request(method, path + STREAM + stream, more)));
    }

    /// Says content of the newest stream.
    void content(String text) {
        says(new RawFrame(RawFrame.DATA, 0, newest(), text.getBytes(ISO_8859_1)));
    }

    /// Says the last content of the newest stream.
    void lastContent(String text) {
        says(new RawFrame(RawFrame.DATA, RawFrame.END_STREAM, newest(), text.getBytes(ISO_8859_1)));
    }

    void trailers() {
        int flags = RawFrame.END_HEADERS | RawFrame.END_STREAM;
        says(new RawFrame(RawFrame.HEADERS, flags, newest(), fields.block("sum", "1")));
    }

    /// Resets the newest stream, which may be over.
    void resets() {
        says(new RawFrame(RawFrame.RST_STREAM, 0, newest(), RawFrame.ints(CANCEL)));
    }

    void opensWindow(int window, int octets) {
        says(new RawFrame(RawFrame.WINDOW_UPDATE, 0, window, RawFrame.ints(octets)));
    }

    /// The first one is idle before there is any.
    private int newest() {
        return Math.max(1, stream);
    }
}
