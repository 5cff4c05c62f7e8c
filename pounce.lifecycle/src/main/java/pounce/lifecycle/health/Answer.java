package pounce.lifecycle.health;

import java.util.Map;
import pounce.api.Response;
import pounce.api.field.JsonWriter;
import pounce.api.spi.ServerState;

/// What those who ask about health are told: facts for machines, no detail.
final class Answer {
    private static final double MILLIS = 1000;
    private static final double TENTHS = 10;

    private Answer() {}

    static Response alive(ServerState server) {
        return of(200, "ok", server, Map.of());
    }

    /// {@return 200 if all is well; else 503}
    ///
    /// @param checks what became of each, by name
    static Response ready(ServerState server, Map<String, Health> checks) {
        if (!server.isReady()) {
            return of(503, "draining", server, checks);
        }
        boolean well = checks.values().stream().allMatch(each -> each == Health.OK);
        return well ? of(200, "ok", server, checks) : of(503, "failing", server, checks);
    }

    private static Response of(
            int status, String word, ServerState server, Map<String, Health> checks) {
        var text = new StringBuilder();
        var json =
                JsonWriter.to(text)
                        .object()
                        .member("status", word)
                        .member("uptime_seconds", tenths(server.uptime().toMillis() / MILLIS))
                        .member("active_connections", server.connections());
        if (!checks.isEmpty()) {
            json.name("checks").object();
            checks.forEach((name, health) -> json.member(name, health.word()));
            json.end();
        }
        json.end().finish();
        return Response.json(text.toString())
                .status(status)
                .header("cache-control", "no-cache, no-store");
    }

    private static double tenths(double seconds) {
        return Math.round(seconds * TENTHS) / TENTHS;
    }
}
