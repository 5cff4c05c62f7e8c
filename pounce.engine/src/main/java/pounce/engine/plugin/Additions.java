package pounce.engine.plugin;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import pounce.api.Handler;
import pounce.api.LifecycleCollector;
import pounce.api.Middleware;
import pounce.api.Phase;
import pounce.api.Server;
import pounce.api.spi.HealthCheck;

/// What all plug-ins of a server have added. Filled by one thread while they are installed, and
/// only read from then on.
final class Additions {
    private static final Pattern CHECK_NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private final Map<Phase, List<Middleware>> middleware = new EnumMap<>(Phase.class);
    private final Map<String, Handler> endpoints = new HashMap<>();
    private final Map<String, Handler> adminEndpoints = new HashMap<>();
    private final Map<String, HealthCheck> healthChecks = new LinkedHashMap<>();
    private final List<LifecycleCollector> collectors = new ArrayList<>();
    private final List<Consumer<? super Server>> startHooks = new ArrayList<>();
    private final List<Consumer<Duration>> drainHooks = new ArrayList<>();
    private final Deque<Runnable> stopHooks = new ArrayDeque<>();

    void middleware(Phase phase, Middleware added) {
        middleware.computeIfAbsent(phase, _ -> new ArrayList<>()).add(added);
    }

    void endpoint(String path, Handler handler) {
        checkPath(path);
        endpoints.put(path, handler);
    }

    /// Answers on listeners for administrators only.
    void adminEndpoint(String path, Handler handler) {
        checkPath(path);
        adminEndpoints.put(path, handler);
    }

    private void checkPath(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("an endpoint's path begins with /: " + path);
        }
        if (paths().contains(path)) {
            throw new IllegalArgumentException("two endpoints at " + path);
        }
    }

    private Set<String> paths() {
        return allEndpoints().keySet();
    }

    /// {@return what administrators are answered, by path}
    Map<String, Handler> allEndpoints() {
        var all = new HashMap<>(endpoints);
        all.putAll(adminEndpoints);
        return all;
    }

    void healthCheck(String name, HealthCheck check) {
        if (!CHECK_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no name of a health check: " + name);
        }
        if (healthChecks.putIfAbsent(name, check) != null) {
            throw new IllegalArgumentException("two health checks are called " + name);
        }
    }

    void collector(LifecycleCollector collector) {
        collectors.add(collector);
    }

    void onStart(Consumer<? super Server> hook) {
        startHooks.add(hook);
    }

    void onDrain(Consumer<Duration> hook) {
        drainHooks.add(hook);
    }

    void onStop(Runnable hook) {
        stopHooks.push(hook);
    }

    /// {@return what was added for a phase, outermost first; endpoints stand before the middleware
    /// of their phase}
    List<Middleware> middleware(Phase phase) {
        var added = middleware.getOrDefault(phase, List.of());
        if (phase != Phase.ENDPOINTS || endpoints.isEmpty()) {
            return added;
        }
        var all = new ArrayList<Middleware>(added);
        all.addFirst(new Endpoints(endpoints));
        return all;
    }

    /// {@return the paths and names that others have, too}
    List<String> sharedWith(Additions others) {
        var shared = new TreeSet<String>();
        shared.addAll(paths());
        shared.retainAll(others.paths());
        healthChecks.keySet().stream()
                .filter(others.healthChecks::containsKey)
                .map(name -> "health check " + name)
                .forEach(shared::add);
        return List.copyOf(shared);
    }

    Map<String, HealthCheck> healthChecks() {
        return Collections.unmodifiableMap(healthChecks);
    }

    List<LifecycleCollector> collectors() {
        return collectors;
    }

    List<Consumer<? super Server>> startHooks() {
        return startHooks;
    }

    List<Consumer<Duration>> drainHooks() {
        return drainHooks;
    }

    /// {@return the last added first}
    Iterable<Runnable> stopHooks() {
        return stopHooks;
    }
}
