package pounce.engine;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import pounce.api.LifecycleCollector;
import pounce.api.spi.Extension;
import pounce.api.spi.GenerationState;
import pounce.api.spi.HealthCheck;
import pounce.api.spi.LoopState;
import pounce.api.spi.ServerState;
import pounce.api.spi.TlsProvider.KeyMaterial;
import pounce.engine.exchange.RequestSlots;
import pounce.engine.net.EventLoops;
import pounce.engine.net.OpenConnections;
import pounce.engine.plugin.Extensions;
import pounce.engine.plugin.Plugins;
import pounce.engine.watch.Watchers;

/// What plug-ins may ask about a server. It is there before the server, because they are installed
/// first, and learns of its parts as they come.
final class ServerView implements ServerState {
    private final OpenConnections open;
    private final Executor offload;
    private volatile List<Extension> extensions = List.of();
    private volatile Map<String, HealthCheck> healthChecks = Map.of();
    private volatile Watchers watchers = new Watchers(List.of(), () -> false);
    private volatile Optional<RequestSlots> slots = Optional.empty();
    private volatile Optional<KeyMaterial> keys = Optional.empty();
    private volatile Optional<EventLoops> loops = Optional.empty();
    private volatile Supplier<List<GenerationState>> generations = List::of;
    private volatile long startedNs;
    private volatile boolean started;
    private volatile boolean ending;

    ServerView(OpenConnections open, Executor offload) {
        this.open = open;
        this.offload = offload;
    }

    /// What is there changes with the application.
    void found(Extensions found) {
        extensions = found.all(Extension.class);
    }

    /// What readiness depends on changes with the application, too.
    ///
    /// @param own the server's plug-ins
    /// @param brought those of the present generation
    void serves(Plugins own, Plugins brought) {
        var all = new LinkedHashMap<>(own.healthChecks());
        all.putAll(brought.healthChecks());
        healthChecks = Collections.unmodifiableMap(all);
    }

    void watched(Watchers watchers) {
        this.watchers = watchers;
    }

    void limited(Optional<RequestSlots> slots) {
        this.slots = slots;
    }

    void secured(Optional<KeyMaterial> keys) {
        this.keys = keys;
    }

    /// @param generations one at least, the one that serves last
    void bound(EventLoops loops, Supplier<List<GenerationState>> generations) {
        this.loops = Optional.of(loops);
        this.generations = generations;
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

    @Override
    public List<LoopState> loops() {
        return loops.map(EventLoops::states).orElse(List.of());
    }

    @Override
    public int runningRequests() {
        return slots.map(RequestSlots::taken).orElse(0);
    }

    @Override
    public int waitingRequests() {
        return slots.map(RequestSlots::waiting).orElse(0);
    }

    @Override
    public int generation() {
        var all = generations.get();
        return all.isEmpty() ? 0 : all.getLast().number();
    }

    @Override
    public List<GenerationState> generations() {
        return generations.get();
    }

    @Override
    public List<X509Certificate> certificates() {
        return keys.map(KeyMaterial::certificates).orElse(List.of());
    }

    @Override
    public List<LifecycleCollector> collectors() {
        return watchers.collectors();
    }

    @Override
    public List<Extension> extensions() {
        return extensions;
    }
}
