package pounce.api;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// The life of one generation of the application: from before its first request until after its
/// last. Implemented by pounce only: methods may be added.
public non-sealed interface LifespanScope extends Scope {

    /// {@return the number of this generation, counting reloads from 1}
    int generation();

    /// Registers what is called when this generation starts to drain, to end streams and WebSockets
    /// that would not end by themselves.
    ///
    /// @param hook is given the time left, runs on a virtual thread of its own and is interrupted
    ///   when that time is over
    void onDrain(Consumer<Duration> hook);

    /// {@return what runs tasks on virtual threads of the JDK's scheduler; see [Server#offload()]}
    Executor offload();
}
