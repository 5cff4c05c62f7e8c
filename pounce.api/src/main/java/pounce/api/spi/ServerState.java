package pounce.api.spi;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import pounce.api.LifecycleCollector;

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
    /// are installed. After a reload there is another map, with the checks of the new application}
    Map<String, HealthCheck> healthChecks();

    /// {@return what runs tasks on virtual threads of the JDK's scheduler; see
    /// [pounce.api.Server#offload()]}
    Executor offload();

    /// {@return what each event loop is doing, by number; none before the server is bound}
    List<LoopState> loops();

    /// {@return how many requests the application serves; 0 where nobody counts because there is no
    /// `limits.concurrent-requests`}
    int runningRequests();

    /// {@return how many requests wait for `limits.concurrent-requests`}
    int waitingRequests();

    /// {@return the application's generation, counting reloads from 1}
    int generation();

    /// {@return the generations of the application that have not ended, the oldest first; the last
    /// one gets new requests. None before the first is loaded}
    List<GenerationState> generations();

    /// {@return the certificates that clients are shown, without those that signed them; none
    /// without TLS}
    List<X509Certificate> certificates();

    /// {@return those who watch, in the order in which they are told}
    List<LifecycleCollector> collectors();

    /// {@return everything that was found to be plugged in, used or not}
    List<Extension> extensions();
}
