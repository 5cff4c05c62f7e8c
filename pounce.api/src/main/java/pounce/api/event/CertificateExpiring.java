package pounce.api.event;

import java.time.Instant;

/// A certificate of the server expires within 30 days, or has expired. Once a day, until there is
/// another one in its place.
///
/// It concerns no connection: `connectionId` is 0, and `workerId` -1.
///
/// @param connectionId 0
/// @param workerId -1
/// @param subject whose it is (RFC 2253)
/// @param expires when
/// @param timestampNs on the clock of [System#nanoTime()]
public record CertificateExpiring(
        long connectionId, int workerId, String subject, Instant expires, long timestampNs)
        implements LifecycleEvent {

    /// A certificate that expires.
    ///
    /// @param subject whose it is (RFC 2253)
    /// @param expires when
    /// @param timestampNs on the clock of [System#nanoTime()]
    public CertificateExpiring(String subject, Instant expires, long timestampNs) {
        this(0, -1, subject, expires, timestampNs);
    }
}
