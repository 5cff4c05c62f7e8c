package pounce.engine.connection;

import java.nio.ByteBuffer;
import java.util.List;
import pounce.engine.hpack.StaticFields;
import pounce.engine.http2.FieldBlock;
import pounce.engine.http2.RequestField;
import pounce.engine.http2.RequestFields;
import pounce.engine.http2.Setting;
import pounce.engine.net.Connection;
import pounce.engine.net.Pool;
import pounce.engine.net.Transport;

/// HTTP/2 on the connections of one event loop: settings, and what the connections lend each other.
public final class Http2 implements Protocol {
    /// In octets: frames of all streams gather up to here, and leave with one write.
    static final int OUTPUT = 64 << 10;

    private static final String PROTOCOL = "h2";

    private final Http1 http;
    private final Http2Settings settings;
    private final List<Setting> announced;
    private final StaticFields<RequestField> statics;
    private final Pool<FieldBlock> blocks;
    private final Pool<ByteBuffer> outputs = new Pool<>(() -> ByteBuffer.allocate(OUTPUT));

    /// HTTP/2 for one event loop.
    ///
    /// @param http what both protocols are told, and lend
    /// @param settings what this one is told
    public Http2(Http1 http, Http2Settings settings) {
        this.http = http;
        this.settings = settings;
        this.announced =
                List.of(
                        new Setting(Setting.MAX_CONCURRENT_STREAMS, settings.streams()),
                        new Setting(Setting.INITIAL_WINDOW_SIZE, settings.streamWindow()),
                        new Setting(Setting.MAX_HEADER_LIST_SIZE, settings.fields().fieldSection()),
                        new Setting(Setting.NO_RFC7540_PRIORITIES, 1));
        this.statics = new StaticFields<>(new RequestFields(http.settings().encodedSlash()));
        this.blocks = new Pool<>(() -> new FieldBlock(settings.fields()));
    }

    @Override
    public Connection open(Transport transport) {
        return open(transport, new Input(http.inputs()));
    }

    @Override
    public Connection open(Transport transport, Input input) {
        return open(new Newcomer(http, transport, input));
    }

    Connection open(Newcomer newcomer) {
        return new Http2Connection(this, newcomer, newcomer.speaks(PROTOCOL));
    }

    /// {@return what both protocols are told, and lend}
    Http1 http() {
        return http;
    }

    Http2Settings settings() {
        return settings;
    }

    /// {@return what clients are told first}
    List<Setting> announced() {
        return announced;
    }

    StaticFields<RequestField> statics() {
        return statics;
    }

    Pool<FieldBlock> blocks() {
        return blocks;
    }

    Pool<ByteBuffer> outputs() {
        return outputs;
    }
}
