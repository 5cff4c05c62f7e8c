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
import pounce.engine.connection.ProxyProtocol;
import pounce.engine.exchange.ContentLimits;
import pounce.engine.exchange.Drain;
import pounce.engine.exchange.ErrorResponses;
import pounce.engine.exchange.Pins;
import pounce.engine.exchange.Site;
import pounce.engine.http1.HeadLimits;
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
    private int chunkExtensions = 4 << 10;
    private long contentLimit = 1 << 20;
    private LifecycleCollector[] collectors = {};
    private List<TrustedPeers> trusted = List.of();

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
        var watch = new Watchers(List.of(collectors), drain::hasBegun).loop(LOOP);
        var http =
                new Http1(
                        settings,
                        () ->
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
                                        new Pins()),
                        drain,
                        watch);
        return transport.heardBy(new ProxyProtocol(http, http, trusted, watch));
    }
}
