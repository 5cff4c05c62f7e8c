package pounce.api.spi;

/// Says whether a server should be sent requests.
@FunctionalInterface
public interface HealthCheck {

    /// Returns if all is well. Runs on a virtual thread of the JDK's scheduler, once at a time, and
    /// is interrupted after [pounce.api.Options#TIMEOUT_HEALTH_CHECK].
    ///
    /// @throws Exception if not; it is logged when the check fails for the first time, and shown
    ///   nowhere else
    void check() throws Exception;
}
