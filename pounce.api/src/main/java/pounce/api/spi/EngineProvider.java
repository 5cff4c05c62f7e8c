package pounce.api.spi;

import java.util.List;
import java.util.function.Supplier;
import pounce.api.App;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.ServerDescription;
import pounce.api.error.PounceException;

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

    /// Looks for whatever would keep a server from starting. Nothing is served, no application is
    /// started, and nothing is left behind; but the application is made, plug-ins are installed and
    /// stopped, and listeners are bound for a moment.
    ///
    /// @param app what it would serve
    /// @param config what it would run with
    /// @return what was found, in the order of a start; empty if all is well
    List<PounceException> check(App app, ServerConfig config);

    /// Looks for whatever would keep a server from starting; see [#check(App, ServerConfig)].
    ///
    /// @param app the application's name; see [pounce.api.Pounce#start(String, ServerConfig)]
    /// @param config what it would run with
    /// @return what was found, in the order of a start; empty if all is well
    List<PounceException> check(String app, ServerConfig config);

    /// Tells what a server would run with. Nothing is bound.
    ///
    /// @param config what it would run with
    /// @return a description
    /// @throws pounce.api.error.PounceException if this JVM does not allow what the config asks for
    ServerDescription describe(ServerConfig config);

    /// Tells what a server would run with, and an application, which is loaded for that.
    ///
    /// @param app the application's name; see [pounce.api.Pounce#start(String, ServerConfig)]
    /// @param config what it would run with
    /// @return a description
    /// @throws pounce.api.error.PounceException if the application cannot be loaded, or this JVM
    ///   does not allow what the config asks for
    ServerDescription describe(String app, ServerConfig config);

    /// Starts a server, blocks until the process is told to stop, and drains it: SIGINT and SIGTERM
    /// end it in order, a second one at once.
    ///
    /// Signals are taken before the start, so that none is lost once the server says that it
    /// listens. Where the JVM has no signals to offer, a shutdown hook drains instead.
    ///
    /// @param start calls one of the `start` methods of this provider
    void serve(Supplier<? extends Server> start);
}
