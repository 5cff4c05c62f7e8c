package pounce.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import pounce.api.Options;
import pounce.api.ServerConfig;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;
import pounce.engine.net.ConnectionFactory;
import pounce.engine.net.Endpoint;
import pounce.engine.net.EventLoops;
import pounce.engine.net.FileMode;
import pounce.engine.net.OpenConnections;
import pounce.engine.net.Peers;
import pounce.engine.net.Security;
import pounce.engine.net.Supervisor;
import pounce.engine.net.ThreadSettings;
import pounce.engine.net.Timeouts;

/// Where a server listens, and with which threads, by its settings.
final class Listening {
    private Listening() {}

    /// {@return the listeners that settings name: for clients and proxies, one at least, then for
    /// administrators}
    static List<Endpoint> endpoints(ServerConfig config) {
        var mode = FileMode.parse(config.get(Options.UNIX_MODE));
        var uris = config.get(Options.LISTEN);
        var service =
                uris.isEmpty()
                        ? Stream.of(only(config))
                        : uris.stream().map(uri -> Endpoint.of(uri, mode));
        var admin =
                config.get(Options.ADMIN_LISTEN).stream()
                        .map(uri -> Endpoint.forAdministrators(uri, mode));
        return Stream.concat(service, admin).toList();
    }

    private static Endpoint only(ServerConfig config) {
        return Endpoint.of(
                config.get(Options.HOST),
                config.get(Options.PORT),
                config.get(Options.TLS_CERT).isEmpty() ? Security.NONE : Security.TLS);
    }

    /// Binds; clients can connect then.
    ///
    /// @param collapse is completed when an event loop has died once too often
    /// @return loops that do not run yet
    /// @throws ConfigException if a listener cannot be had; nothing is left open then
    static EventLoops bind(
            ServerConfig config,
            List<Endpoint> endpoints,
            IntFunction<ConnectionFactory> connections,
            OpenConnections open,
            CompletableFuture<Throwable> collapse) {
        int workers = config.resolveWorkers();
        var admin = new OpenConnections(config.get(Options.LIMIT_ADMIN_CONNECTIONS));
        try {
            return EventLoops.bind(
                    endpoints,
                    config.get(Options.BACKLOG),
                    new ThreadSettings(
                            config.get(Options.WORKER_MODE),
                            workers,
                            config.get(Options.TIMEOUT_HELD_LOOP),
                            Math.max(workers, config.get(Options.LIMIT_LOOP_THREADS))),
                    new Supervisor(collapse::complete),
                    connections,
                    new Timeouts(
                            config.get(Options.TIMEOUT_HEADER),
                            config.get(Options.TIMEOUT_TLS_HANDSHAKE),
                            config.get(Options.TIMEOUT_WRITE)),
                    peers -> peers == Peers.ADMINISTRATORS ? admin : open);
        } catch (EventLoops.BindFailure failure) {
            throw refused(failure);
        } catch (EventLoops.ModeUnavailable closed) {
            throw refused(closed);
        }
    }

    /// {@return what [#bind] would throw, for each listener; nothing is left open, and no file}
    static Stream<ConfigException> faults(ServerConfig config, List<Endpoint> endpoints) {
        return EventLoops.check(endpoints, config.get(Options.BACKLOG)).stream()
                .map(Listening::refused);
    }

    /// {@return how threads and loops would go together, and why}
    ///
    /// @throws ConfigException if this JVM does not allow what the settings ask for
    static String threads(ServerConfig config) {
        try {
            return EventLoops.describe(config.get(Options.WORKER_MODE));
        } catch (EventLoops.ModeUnavailable closed) {
            throw refused(closed);
        }
    }

    private static ConfigException refused(EventLoops.BindFailure failure) {
        return new ConfigException(
                ErrorCode.POUNCE_LISTEN_FAILED,
                "cannot listen on " + failure.getMessage(),
                failure);
    }

    private static ConfigException refused(EventLoops.ModeUnavailable closed) {
        return new ConfigException(
                ErrorCode.POUNCE_CONFIG_INVALID,
                "worker-mode = loop: java.lang is not open to pounce.engine; start Java with"
                        + " --add-opens java.base/java.lang=pounce.engine, or use another mode",
                closed);
    }
}
