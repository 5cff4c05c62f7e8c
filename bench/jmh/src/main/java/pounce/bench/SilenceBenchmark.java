package pounce.bench;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import pounce.api.Address;
import pounce.api.FormLimits;
import pounce.api.Headers;
import pounce.api.LifecycleCollector;
import pounce.api.RequestBody;
import pounce.api.RequestHead;
import pounce.api.ServerConfig;
import pounce.api.TlsSession;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.RequestId;
import pounce.engine.exchange.ContentLimits;
import pounce.engine.exchange.Drain;
import pounce.engine.exchange.ErrorResponses;
import pounce.engine.exchange.Exchange;
import pounce.engine.exchange.ExchangeStream;
import pounce.engine.exchange.Pins;
import pounce.engine.exchange.RequestControl;
import pounce.engine.exchange.ResponsePlan;
import pounce.engine.exchange.Site;
import pounce.engine.message.RequestTarget;
import pounce.engine.net.Transport;
import pounce.engine.watch.ConnectionWatch;
import pounce.engine.watch.Watchers;

/// What those who watch add to a request: the same calls as its driver and its exchange make, on
/// what the engine hands them, with a stream behind it that does nothing. Run with `-prof gc` for
/// octets allocated: none where nobody watches.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class SilenceBenchmark {

    /// Who watches.
    public enum Who {
        /// There is no collector.
        NOBODY,
        /// [LifecycleCollector#noop] is the only one.
        NOOP,
        /// One that is told of connections, and wants nothing that comes often.
        WANTS_NOTHING,
        /// One that is told everything, and keeps the newest.
        RECORDS
    }

    /// Is told everything, and keeps the newest.
    private static final class Newest implements LifecycleCollector {
        @SuppressWarnings("unused") // so that events are not optimised away
        private volatile @Nullable LifecycleEvent event;

        @Override
        public void record(LifecycleEvent event) {
            this.event = event;
        }
    }

    /// Is told what is rare.
    private static final class Uninterested implements LifecycleCollector {
        @Override
        public void record(LifecycleEvent event) {}

        @Override
        public boolean wants(Class<? extends LifecycleEvent> kind) {
            return false;
        }
    }

    /// Who watches.
    @Param public Who who = Who.NOBODY;

    private final ByteBuffer content = ByteBuffer.allocate(13);
    private final ResponsePlan plan =
            new ResponsePlan(200, Headers.empty(), new ResponsePlan.Length.Known(13), true);
    private final ResponsePlan streamPlan =
            new ResponsePlan(200, Headers.empty(), new ResponsePlan.Length.Unknown(), true);
    private final RequestControl control =
            new RequestControl(
                    "GET",
                    Objects.requireNonNull(RequestTarget.parse("GET", "/plaintext", false)),
                    "http",
                    "127.0.0.1:8000",
                    "1.1",
                    Headers.of("host", "127.0.0.1:8000"));
    private final RequestId id = new RequestId(1, 1);
    private final Discarding stream = new Discarding();
    private final RequestHead head = headOf(control, id);
    private ConnectionWatch connection = watch();

    /// Opens the connection that requests come on.
    @Setup
    public void open() {
        connection =
                switch (who) {
                    case NOBODY -> watch();
                    case NOOP -> watch(LifecycleCollector.noop());
                    case WANTS_NOTHING -> watch(new Uninterested());
                    case RECORDS -> watch(new Newest());
                };
    }

    private static ConnectionWatch watch(LifecycleCollector... collectors) {
        return new Watchers(List.of(collectors), () -> false).loop(0).opened(transport(), 1, "h1");
    }

    /// {@return a transport that has addresses, and nothing else}
    private static Transport transport() {
        var here = new Address("127.0.0.1", 8000);
        return (Transport)
                Proxy.newProxyInstance(
                        Transport.class.getClassLoader(),
                        new Class<?>[] {Transport.class},
                        (_, method, _) ->
                                switch (method.getName()) {
                                    case "remote", "local" -> here;
                                    case "handshake" -> Optional.empty();
                                    default -> throw new UnsupportedOperationException();
                                });
    }

    private static RequestHead headOf(RequestControl control, RequestId id) {
        var known = new Discarding();
        var site =
                new Site(
                        (_, _, _) -> {},
                        1,
                        "",
                        new ContentLimits(1, 1, FormLimits.of(ServerConfig.defaults())),
                        ErrorResponses.plain(),
                        new Drain(),
                        new Pins());
        var _ = new Exchange(control, known, site, id);
        return Objects.requireNonNull(known.head);
    }

    /// {@return the stream of a request that is answered whole}
    ///
    /// @throws Exception never
    @Benchmark
    public ExchangeStream response() throws Exception {
        var watched = connection.started(control, id, stream);
        watched.known(head);
        watched.start(plan);
        watched.last(content);
        watched.close();
        return watched;
    }

    /// {@return the stream of a request whose answer comes in pieces}
    ///
    /// @throws Exception never
    @Benchmark
    public ExchangeStream stream() throws Exception {
        var watched = connection.started(control, id, stream);
        watched.known(head);
        watched.start(streamPlan);
        watched.content(content);
        watched.flush();
        watched.content(content);
        watched.end(Headers.empty());
        watched.close();
        return watched;
    }

    /// A stream behind which there is no peer.
    private static final class Discarding implements ExchangeStream {
        private @Nullable RequestHead head;

        @Override
        public void known(RequestHead head) {
            this.head = head;
        }

        @Override
        public long declaredLength() {
            return 0;
        }

        @Override
        public RequestBody receive() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void refuseContent() {}

        @Override
        public Headers trailers() {
            return Headers.empty();
        }

        @Override
        public void interim(int status, Headers fields) {}

        @Override
        public void start(ResponsePlan plan) {}

        @Override
        public void content(ByteBuffer data) {}

        @Override
        public void file(FileChannel file, long offset, long length) {}

        @Override
        public void last(ByteBuffer data) {}

        @Override
        public void flush() {}

        @Override
        public void end(Headers trailers) {}

        @Override
        public long sent() {
            return 150;
        }

        @Override
        public void close() {}

        @Override
        public Runnable callAfter(Duration time, Runnable action) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isHungUp() {
            return false;
        }

        @Override
        public Address remote() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Address local() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<TlsSession> tls() {
            return Optional.empty();
        }
    }
}
