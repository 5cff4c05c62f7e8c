package pounce.lifecycle.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import pounce.api.spi.HealthCheck;
import pounce.api.spi.ServerState;

/// The checks that readiness depends on. Any thread.
final class HealthChecks {
    private final ServerState server;
    private final Duration limit;
    private final Map<String, WatchedCheck> checks = new ConcurrentHashMap<>();

    HealthChecks(ServerState server, Duration limit) {
        this.server = server;
        this.limit = limit;
    }

    /// Asks all at once; blocks until the last has answered or is late. While the server drains,
    /// nobody is asked: the answer is no.
    ///
    /// @return what became of each, by name, in the order in which they were added
    Map<String, Health> ask() throws InterruptedException {
        if (!server.isReady()) {
            return Map.of();
        }
        var present = server.healthChecks();
        checks.keySet().retainAll(present.keySet());
        var running = new LinkedHashMap<String, WatchedCheck.Run>();
        present.forEach((name, check) ->
                running.put(name, watched(name, check).run(server.offload(), limit)));
        var found = new LinkedHashMap<String, Health>();
        for (var each : running.entrySet()) {
            found.put(each.getKey(), each.getValue().await());
        }
        return found;
    }

    /// A reload brings other checks under the same names, and nothing may hold the old ones.
    private WatchedCheck watched(String name, HealthCheck check) {
        return checks.compute(
                name,
                (_, known) ->
                        known != null && known.watches(check)
                                ? known
                                : new WatchedCheck(name, check));
    }
}
