package pounce.tests.connection;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import pounce.api.App;
import pounce.api.FormLimits;
import pounce.api.Handler;
import pounce.api.LifecycleCollector;
import pounce.api.ServerConfig;
import pounce.api.TrustedPeers;
import pounce.engine.connection.ContentPace;
import pounce.engine.connection.Http1;
import pounce.engine.connection.Http1Settings;
import pounce.engine.connection.Http2;
import pounce.engine.connection.Http2Settings;
import pounce.engine.connection.ProxyProtocol;
import pounce.engine.exchange.ContentLimits;
import pounce.engine.exchange.CurrentSite;
import pounce.engine.exchange.Drain;
import pounce.engine.exchange.ErrorResponses;
import pounce.engine.exchange.Pins;
import pounce.engine.exchange.Site;
import pounce.engine.http1.HeadLimits;
import pounce.engine.http2.AbuseLimits;
import pounce.engine.http2.FieldLimits;
import pounce.engine.net.ConnectionFactory;
import pounce.engine.watch.LoopWatch;
import pounce.engine.watch.Watchers;

/// One connection to an application, over a scripted peer, on the calling thread.
final class Conversation {
    /// The number of the event loop that is played here.
    static final int LOOP = 3;

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Drain drain = new Drain();
    private final AtomicInteger calls = new AtomicInteger();
    private final App app;
    private int requests;
    private int concurrentStreams = 100;
    private int chunkExtensions = 4 << 10;
    private long contentLimit = 1 << 20;
    private LifecycleCollector[] collectors = {};
    private List<TrustedPeers> trusted = List.of();
    private Runnable whenFound = () -> {};

    private Conversation(App app) {
        this.app =
                (scope, receive, send) -> {
                    calls.incrementAndGet();
                    app.handle(scope, receive, send);
                };
    }

    static Conversation with(Handler handler) {
        return new Conversation(App.of(handler));
    }

    static Conversation withApp(App app) {
        return new Conversation(app);
    }

    Conversation requestsPerConnection(int limit) {
        requests = limit;
        return this;
    }

    /// How many requests a connection of HTTP/2 may have at once.
    Conversation concurrentStreams(int limit) {
        concurrentStreams = limit;
        return this;
    }

    Conversation chunkExtensions(int octets) {
        chunkExtensions = octets;
        return this;
    }

    Conversation contentLimit(long octets) {
        contentLimit = octets;
        return this;
    }

    Conversation watchedBy(LifecycleCollector... watchers) {
        collectors = watchers;
        return this;
    }

    /// Believes these if they say that they are proxies.
    Conversation trusting(String proxies) {
        trusted = List.of(TrustedPeers.parse(proxies));
        return this;
    }

    /// What happens elsewhere while a request is found, before anybody knows of it.
    Conversation whenARequestIsFound(Runnable happens) {
        whenFound = happens;
        return this;
    }

    Conversation draining() {
        drain.begin();
        return this;
    }

    /// How often the application was called.
    int calls() {
        return calls.get();
    }

    ScriptedTransport hears(String text) {
        return hears(ScriptedTransport.sends(text));
    }

    ScriptedTransport hears(ScriptedTransport transport) {
        var watch = watch();
        var http = http1(new Pins(), watch);
        return transport.heardBy(new ProxyProtocol(http, http, trusted, watch));
    }

    /// HTTP/2 to the same application, with the limits that are the defaults.
    ///
    /// @param pins counts the requests that run
    ConnectionFactory http2(Pins pins) {
        var settings =
                new Http2Settings(
                        new FieldLimits(8 << 10, 64 << 10, 100),
                        new AbuseLimits(100, 8, 100, 300, 100, 10, 1000, 1000),
                        concurrentStreams,
                        1000,
                        256 << 10,
                        1 << 20,
                        SECOND);
        return new Http2(http1(pins, watch()), settings);
    }

    private LoopWatch watch() {
        return new Watchers(List.of(collectors), drain::hasBegun).loop(LOOP);
    }

    private Http1 http1(Pins pins, LoopWatch watch) {
        var settings =
                new Http1Settings(
                        new HeadLimits(256, 1024, 20),
                        chunkExtensions,
                        false,
                        "",
                        false,
                        SECOND,
                        new ContentPace(SECOND, SECOND, 0),
                        Duration.ZERO,
                        SECOND,
                        Duration.ZERO,
                        requests);
        var site =
                new CurrentSite(
                        new Site(
                                app,
                                1,
                                "",
                                new ContentLimits(
                                        contentLimit,
                                        4 * contentLimit,
                                        FormLimits.of(ServerConfig.defaults())),
                                ErrorResponses.plain(),
                                drain,
                                pins));
        return new Http1(
                settings,
                () -> {
                    whenFound.run();
                    return site.get();
                },
                drain,
                watch);
    }
}
