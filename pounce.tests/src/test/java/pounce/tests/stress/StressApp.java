package pounce.tests.stress;

import java.util.concurrent.TimeUnit;
import pounce.api.Handler;
import pounce.api.Request;
import pounce.api.Response;

/// Answers each request with what only that request can expect, at once or after a while.
///
/// - `/id?id=N` is answered `N`, `/echo` with its content;
/// - `/burn?ms=N` computes for N milliseconds, `/pin?ms=N` holds its carrier, `/sleep?ms=N` sleeps:
///   `burn N`, `pin N`, `sleep N`.
final class StressApp implements Handler {

    @Override
    public Response handle(Request request) throws InterruptedException {
        return switch (request.path()) {
            case "/id" -> Response.text(request.query().first("id").orElseThrow());
            case "/echo" -> Response.text(request.text());
            case "/burn", "/pin", "/sleep" -> Response.text(spend(request));
            default -> Response.of(404);
        };
    }

    private static String spend(Request request) throws InterruptedException {
        var how = request.path().substring(1);
        long millis = Long.parseLong(request.query().first("ms").orElseThrow());
        switch (how) {
            case "burn" -> burn(millis);
            case "pin" -> PinnedSleep.sleep(millis);
            default -> Thread.sleep(millis);
        }
        return how + ' ' + millis;
    }

    private static void burn(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
