package pounce.api.spi;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;

/// What a server tells about itself. Any thread, at any time; nothing blocks. Implemented by pounce
/// only: methods may be added.
public interface ServerState {

    /// {@return whether it serves, and is not about to stop}
    boolean isReady();

    /// {@return since it began to serve; zero before}
    Duration uptime();

    /// {@return how many connections are open, those that will be refused included}
    int connections();

    /// {@return how often collectors have thrown at an event}
    long collectorFailures();

    /// {@return what readiness depends on, by name, in the order added; immutable once all plug-ins
    /// are installed}
    Map<String, HealthCheck> healthChecks();

    /// {@return what runs tasks on virtual threads of the JDK's scheduler; see
    /// [pounce.api.Server#offload()]}
    Executor offload();
}
