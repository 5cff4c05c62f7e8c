package pounce.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import pounce.api.spi.HealthCheck;
import pounce.api.spi.ServerState;
import pounce.engine.net.OpenConnections;
import pounce.engine.plugin.Plugins;
import pounce.engine.watch.Watchers;

/// What plug-ins may ask about a server. There before the server is, because they are installed
/// first.
final class ServerView implements ServerState {
    private final OpenConnections open;
    private final Executor offload;
    private volatile Map<String, HealthCheck> healthChecks = Map.of();
    private volatile Watchers watchers = new Watchers(List.of(), () -> false);
    private volatile long startedNs;
    private volatile boolean started;
    private volatile boolean ending;

    ServerView(OpenConnections open, Executor offload) {
        this.open = open;
        this.offload = offload;
    }

    void installed(Plugins plugins) {
        healthChecks = plugins.healthChecks();
    }

    void watched(Watchers watchers) {
        this.watchers = watchers;
    }

    void started() {
        startedNs = System.nanoTime();
        started = true;
    }

    void ends() {
        ending = true;
    }

    @Override
    public boolean isReady() {
        return started && !ending;
    }

    @Override
    public Duration uptime() {
        return started ? Duration.ofNanos(System.nanoTime() - startedNs) : Duration.ZERO;
    }

    @Override
    public int connections() {
        return open.count();
    }

    @Override
    public long collectorFailures() {
        return watchers.failures();
    }

    @Override
    public Map<String, HealthCheck> healthChecks() {
        return healthChecks;
    }

    @Override
    public Executor offload() {
        return offload;
    }
}
