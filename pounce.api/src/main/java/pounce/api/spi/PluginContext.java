package pounce.api.spi;

import java.time.Duration;
import java.util.function.Consumer;
import pounce.api.Handler;
import pounce.api.LifecycleCollector;
import pounce.api.Middleware;
import pounce.api.Phase;
import pounce.api.Server;
import pounce.api.Settings;

/// What a plug-in adds itself to while it is installed. Implemented by pounce only: methods may be
/// added.
///
/// What is added once the installation is over is an [IllegalStateException].
public interface PluginContext {

    /// {@return the server's options and the plug-in's own}
    Settings settings();

    /// {@return what the server tells about itself, from now until long after its end}
    ServerState server();

    /// Adds a middleware, behind pounce's own and before the application's of the same phase.
    ///
    /// @param phase where in the chain
    /// @param middleware applied once per generation
    void middleware(Phase phase, Middleware middleware);

    /// Adds a consumer of lifecycle events.
    ///
    /// @param collector closed when the server has stopped, if it is [AutoCloseable]
    void collector(LifecycleCollector collector);

    /// Makes readiness depend on a check.
    ///
    /// @param name as readiness reports it: letters, digits, `.`, `_` and `-`
    /// @param check asked whenever somebody asks whether the server is ready
    /// @throws IllegalArgumentException if the name is none, or taken
    void healthCheck(String name, HealthCheck check);

    /// Answers GET and HEAD of one path before the application is asked, in [Phase#ENDPOINTS].
    ///
    /// @param path compared with [pounce.api.RequestHead#path()]
    /// @param handler answers
    /// @throws IllegalArgumentException if the path does not begin with `/`, or is taken
    void endpoint(String path, Handler handler);

    /// Answers GET and HEAD of one path for those who look after the server: on the listeners of
    /// [pounce.api.Options#ADMIN_LISTEN] alone, or, where there are none, as [#endpoint] does.
    ///
    /// Those listeners answer what [#endpoint] adds, too, and nothing else. What is asked there is
    /// told to no collector.
    ///
    /// @param path compared with [pounce.api.RequestHead#path()]
    /// @param handler answers
    /// @throws IllegalArgumentException if the path does not begin with `/`, or is taken
    void adminEndpoint(String path, Handler handler);

    /// Registers what is called when the server serves. What it throws stops the server.
    ///
    /// @param hook called once, on the thread that starts the server
    void onStart(Consumer<? super Server> hook);

    /// Registers what is called when the drain begins.
    ///
    /// @param hook is given the time that is left, runs on a virtual thread of its own and is
    ///   interrupted when that time is over
    void onDrain(Consumer<Duration> hook);

    /// Registers what is called when everything else is released, also where the start failed. Of
    /// all plug-ins, what was registered last is called first.
    ///
    /// @param hook called once; what it throws is logged
    void onStop(Runnable hook);
}
