package pounce.middleware;

import pounce.api.App;
import pounce.api.HttpScope;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Phase;
import pounce.api.ResponseStart;
import pounce.api.Send;
import pounce.api.Settings;
import pounce.api.spi.MiddlewareProvider;

/// Says how long the application took until it answered (W3C Server Timing).
///
/// The innermost of its phase: it counts neither waits for a slot nor compression.
public final class ServerTimingProvider implements MiddlewareProvider {

    /// Made by the service loader.
    public ServerTimingProvider() {}

    @Override
    public String name() {
        return "server-timing";
    }

    @Override
    public Phase phase() {
        return Phase.TRANSFORMATION;
    }

    @Override
    public int rank() {
        return 90;
    }

    @Override
    public boolean isWanted(Settings settings) {
        return settings.get(Options.SERVER_TIMING);
    }

    @Override
    public Middleware create(Settings settings) {
        return ServerTimingProvider::around;
    }

    private static App around(App next) {
        return (scope, receive, send) ->
                next.handle(scope, receive, scope instanceof HttpScope ? timing(send) : send);
    }

    private static Send timing(Send send) {
        long begin = System.nanoTime();
        return KnownHeads.changing(
                send,
                start ->
                        new ResponseStart(
                                start.status(),
                                start.headers()
                                        .plus("server-timing", metric(System.nanoTime() - begin))));
    }

    /// In milliseconds, to the microsecond. The application may have metrics of its own beside.
    private static String metric(long nanos) {
        long micros = nanos / 1000;
        var fraction = Long.toString(1000 + micros % 1000).substring(1);
        return "app;dur=" + micros / 1000 + '.' + fraction;
    }
}
