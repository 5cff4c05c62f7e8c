package pounce.engine.connection;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import pounce.engine.exchange.Drain;
import pounce.engine.exchange.Site;
import pounce.engine.http1.HeadDecoder;
import pounce.engine.http1.ResponseHeadEncoder;
import pounce.engine.net.ConnectionFactory;
import pounce.engine.net.Pool;
import pounce.engine.net.Transport;

/// HTTP/1.1 on the connections of one event loop: settings, and what the connections lend each
/// other.
public final class Http1 implements ConnectionFactory {
    /// In octets: a read takes this much at most. Most heads are below 1 KiB.
    static final int INPUT = 16 << 10;

    private static final byte[] NO_DATE = {};
    private static final AtomicLong CONNECTIONS = new AtomicLong();

    private final Http1Settings settings;
    private final Supplier<Site> site;
    private final Drain drain;
    private final ResponseHeadEncoder encoder;
    private final DateField date = new DateField();
    private final Pool<HeadDecoder> decoders;
    private final Pool<ByteBuffer> inputs = new Pool<>(() -> ByteBuffer.allocate(INPUT));

    /// HTTP/1.1 for one event loop.
    ///
    /// @param settings what it is told
    /// @param site asked once per request
    /// @param drain says when connections should end
    public Http1(Http1Settings settings, Supplier<Site> site, Drain drain) {
        this.settings = settings;
        this.site = site;
        this.drain = drain;
        this.encoder = new ResponseHeadEncoder(settings.serverField());
        this.decoders = new Pool<>(() -> new HeadDecoder(settings.head(), settings.encodedSlash()));
    }

    @Override
    public Runnable open(Transport transport) {
        return new Http1Connection(this, transport, CONNECTIONS.incrementAndGet());
    }

    Http1Settings settings() {
        return settings;
    }

    Site site() {
        return site.get();
    }

    boolean isDraining() {
        return drain.hasBegun();
    }

    ResponseHeadEncoder encoder() {
        return encoder;
    }

    byte[] date() {
        return settings.date() ? date.octets() : NO_DATE;
    }

    Pool<HeadDecoder> decoders() {
        return decoders;
    }

    Pool<ByteBuffer> inputs() {
        return inputs;
    }
}
