package pounce.api;

import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import pounce.api.error.ConfigException;
import pounce.api.error.PounceException;

/// The front door.
///
/// ```java
/// void main() {
///     Pounce.run(_ -> Response.text("Hello, world"));
/// }
/// ```
///
/// `run` serves until the process is told to stop; `start` returns a running [Server] and steals no
/// signals.
public final class Pounce {
    private Pounce() {}

    /// Serves requests with a function on `http://127.0.0.1:8000` until the process is told to
    /// stop.
    ///
    /// @param handler answers requests
    /// @throws pounce.api.error.PounceException if the server does not start
    public static void run(Handler handler) {
        run(handler, ServerConfig.defaults());
    }

    /// Serves requests with a function until the process is told to stop.
    ///
    /// @param handler answers requests
    /// @param config what the server runs with
    /// @throws pounce.api.error.PounceException if the server does not start
    public static void run(Handler handler, ServerConfig config) {
        run(App.of(handler), config);
    }

    /// Serves until the process is told to stop, and drains: SIGINT or SIGTERM ends it in order, so
    /// that the process can exit with status 0; a second one ends the process at once.
    ///
    /// @param app what is served
    /// @param config what the server runs with
    /// @throws pounce.api.error.PounceException if the server does not start
    public static void run(App app, ServerConfig config) {
        var engine = Providers.engine();
        engine.serve(() -> engine.start(app, config));
    }

    /// Serves a named application until the process is told to stop.
    ///
    /// @param app its name; see [#start(String, ServerConfig)]
    /// @param config what the server runs with
    /// @throws pounce.api.error.PounceException if the server does not start
    public static void run(String app, ServerConfig config) {
        var engine = Providers.engine();
        engine.serve(() -> engine.start(app, config));
    }

    /// Starts a server for a function; see [#start(App, ServerConfig)].
    ///
    /// @param handler answers requests
    /// @param config what the server runs with
    /// @return the server; it serves
    /// @throws pounce.api.error.PounceException if it does not start; nothing is left behind then
    public static Server start(Handler handler, ServerConfig config) {
        return start(App.of(handler), config);
    }

    /// Starts a server beside whatever else the process does. It steals no signals.
    ///
    /// @param app what is served
    /// @param config what the server runs with
    /// @return the server; it serves
    /// @throws pounce.api.error.PounceException if it does not start; nothing is left behind then
    public static Server start(App app, ServerConfig config) {
        return Providers.engine().start(app, config);
    }

    /// Starts a server for a named application.
    ///
    /// The modules of a path are loaded into a layer of their own, over copies of their files, each
    /// time that it is started. What the server has, such as `pounce.api`, is not loaded again.
    ///
    /// @param app a module that `provides` [App], by its name: one of the server's, or on
    ///   [Options#MODULE_PATH]; or the path of what holds exactly one such module: a project
    ///   directory that has been built, a directory of classes, or a jar. `module/class` and
    ///   `path/class` say which class, one that is provided or that is public in an exported
    ///   package. With [Options#CLASS_PATH], a class that is there
    /// @param config what the server runs with
    /// @return the server; it serves
    /// @throws pounce.api.error.PounceException if it does not start; nothing is left behind then
    public static Server start(String app, ServerConfig config) {
        return Providers.engine().start(app, config);
    }

    /// Serves until the process is told to stop, as [#run(App, ServerConfig)] does, with whatever
    /// has to be done once the server serves.
    ///
    /// ```java
    /// Pounce.serve(() -> {
    ///     var server = Pounce.start(app, config);
    ///     register(server.uri());
    ///     return server;
    /// });
    /// ```
    ///
    /// @param start starts the server; signals are taken already when it is called
    /// @throws pounce.api.error.PounceException what `start` throws
    public static void serve(Supplier<? extends Server> start) {
        Providers.engine().serve(start);
    }

    /// Looks for whatever would keep a server from starting: in its settings, in its application,
    /// in what is provided, in the files of TLS, and at the addresses where it would listen.
    /// Nothing is served, no application is started, and nothing is left behind.
    ///
    /// @param app what it would serve
    /// @param config what it would run with
    /// @return what was found, in the order of a start; empty if all is well. Where settings cannot
    ///   be used, nothing else is known
    /// @throws pounce.api.error.MissingProviderException if there is no engine to ask
    public static List<PounceException> check(App app, ServerConfig.Builder config) {
        var engine = Providers.engine();
        try {
            return engine.check(app, config.build());
        } catch (ConfigException fault) {
            return List.of(fault);
        }
    }

    /// Looks for whatever would keep a server from starting; see [#check(App,
    /// ServerConfig.Builder)].
    ///
    /// @param app the application's name; see [#start(String, ServerConfig)]. It is made, for which
    ///   its constructor is called
    /// @param config what it would run with
    /// @return what was found, in the order of a start; empty if all is well. Where settings cannot
    ///   be used, the application is looked at, and nothing else
    /// @throws pounce.api.error.MissingProviderException if there is no engine to ask
    public static List<PounceException> check(String app, ServerConfig.Builder config) {
        var engine = Providers.engine();
        ServerConfig built;
        try {
            built = config.build();
        } catch (ConfigException fault) {
            return besides(fault, () -> engine.describe(app, config.withoutFaults()));
        }
        return engine.check(app, built);
    }

    private static List<PounceException> besides(PounceException fault, Runnable step) {
        try {
            step.run();
            return List.of(fault);
        } catch (PounceException another) {
            return List.of(fault, another);
        }
    }

    /// Tells what a server would run with. Nothing is bound.
    ///
    /// @param config what it would run with
    /// @return a description
    /// @throws PounceException if this JVM does not allow what the config asks for
    public static ServerDescription describe(ServerConfig config) {
        return Providers.engine().describe(config);
    }

    /// Tells what a server would run with, and an application, which is loaded for that, but not
    /// started.
    ///
    /// @param app the application's name; see [#start(String, ServerConfig)]
    /// @param config what it would run with
    /// @return a description
    /// @throws PounceException if the application cannot be loaded, or this JVM does not allow what
    ///   the config asks for
    public static ServerDescription describe(String app, ServerConfig config) {
        return Providers.engine().describe(app, config);
    }

    /// {@return the version of module `pounce.api`, or `development` where it has none, as on the
    /// class path}
    public static String version() {
        return Optional.ofNullable(Pounce.class.getModule().getDescriptor())
                .flatMap(ModuleDescriptor::rawVersion)
                .orElse("development");
    }
}
