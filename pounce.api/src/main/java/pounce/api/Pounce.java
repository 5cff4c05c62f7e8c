package pounce.api;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;

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

    /// {@return the version of module `pounce.api`, or `development` where it has none, as on the
    /// class path}
    public static String version() {
        return Optional.ofNullable(Pounce.class.getModule().getDescriptor())
                .flatMap(ModuleDescriptor::rawVersion)
                .orElse("development");
    }
}
