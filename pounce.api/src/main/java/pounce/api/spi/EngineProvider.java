package pounce.api.spi;

import java.util.function.Supplier;
import pounce.api.App;
import pounce.api.Server;
import pounce.api.ServerConfig;

/// Starts servers. Exactly one is needed; its name is `engine`.
public non-sealed interface EngineProvider extends Extension {

    /// Returns when the server serves.
    ///
    /// @param app what it serves
    /// @param config what it runs with
    /// @return the server
    /// @throws pounce.api.error.PounceException if it does not start; nothing is left behind then
    Server start(App app, ServerConfig config);

    /// Returns when the server serves.
    ///
    /// @param app the application's name; see [pounce.api.Pounce#start(String, ServerConfig)]
    /// @param config what it runs with
    /// @return the server
    /// @throws pounce.api.error.PounceException if it does not start; nothing is left behind then
    Server start(String app, ServerConfig config);

    /// Starts a server, blocks until the process is told to stop, and drains it: SIGINT and SIGTERM
    /// end it in order, a second one at once.
    ///
    /// Signals are taken before the start, so that none is lost once the server says that it
    /// listens. Where the JVM has no signals to offer (module `jdk.unsupported` is missing), a
    /// shutdown hook drains instead.
    ///
    /// @param start one of the `start` methods of this provider
    void serve(Supplier<? extends Server> start);
}
