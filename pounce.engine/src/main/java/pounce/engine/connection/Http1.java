package pounce.engine.connection;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import pounce.engine.exchange.Drain;
import pounce.engine.exchange.FileSlices;
import pounce.engine.exchange.Site;
import pounce.engine.http1.HeadDecoder;
import pounce.engine.http1.OwnFields;
import pounce.engine.http1.ResponseHeadEncoder;
import pounce.engine.net.Connection;
import pounce.engine.net.Pool;
import pounce.engine.net.Transport;
import pounce.engine.watch.LoopWatch;

/// HTTP/1.1 on the connections of one event loop: settings, and what the connections lend each
/// other.
public final class Http1 implements Protocol {
    /// In octets: a read takes this much at most. Most heads are below 1 KiB.
    static final int INPUT = 16 << 10;

    private static final String PROTOCOL = "h1";
    private static final AtomicLong CONNECTIONS = new AtomicLong();

    private final Http1Settings settings;
    private final Supplier<Site> site;
    private final Drain drain;
    private final LoopWatch watch;
    private final ResponseHeadEncoder encoder;
    private final OwnFields undated;
    private final DateField date;
    private final Pool<HeadDecoder> decoders;
    private final Pool<ByteBuffer> inputs = new Pool<>(() -> ByteBuffer.allocate(INPUT));
    private final Pool<ByteBuffer> slices =
            new Pool<>(() -> ByteBuffer.allocateDirect(FileSlices.SIZE));

    /// HTTP/1.1 for one event loop.
    ///
    /// @param settings what it is told
    /// @param site asked once per request
    /// @param drain says when connections should end
    /// @param watch takes note of those of this one
    public Http1(Http1Settings settings, Supplier<Site> site, Drain drain, LoopWatch watch) {
        this.settings = settings;
        this.site = site;
        this.drain = drain;
        this.watch = watch;
        this.encoder = new ResponseHeadEncoder(settings.serverField());
        this.undated = encoder.ownFields("");
        this.date = new DateField(encoder::ownFields, System.nanoTime());
        this.decoders = new Pool<>(() -> new HeadDecoder(settings.head(), settings.encodedSlash()));
    }

    /// {@return a number for one more connection, unique in this process}
    static long nextNumber() {
        return CONNECTIONS.incrementAndGet();
    }

    @Override
    public Connection open(Transport transport) {
        return open(transport, new Input(inputs));
    }

    @Override
    public Connection open(Transport transport, Input input) {
        return open(new Newcomer(this, transport, input));
    }

    Connection open(Newcomer newcomer) {
        return new Http1Connection(this, newcomer, newcomer.speaks(PROTOCOL));
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

    /// {@return the value of `Date`; empty for none}
    ///
    /// @param now of [System#nanoTime()], or a moment before
    String date(long now) {
        return settings.date() ? date.text(now) : "";
    }

    /// {@return the fields that every response has}
    ///
    /// @param now as above
    OwnFields ownFields(long now) {
        return settings.date() ? date.fields(now) : undated;
    }

    LoopWatch watch() {
        return watch;
    }

    Pool<HeadDecoder> decoders() {
        return decoders;
    }

    Pool<ByteBuffer> inputs() {
        return inputs;
    }

    /// {@return buffers outside the heap, each for one slice of a file}
    Pool<ByteBuffer> slices() {
        return slices;
    }
}
