package pounce.engine.net;

import java.time.Duration;

/// The waits that the transport itself limits.
///
/// @param firstOctet a new connection that says nothing
/// @param handshake the same, where TLS is expected
/// @param write a peer that takes nothing
public record Timeouts(Duration firstOctet, Duration handshake, Duration write) {

    /// {@return how long a new connection may say nothing}
    Duration silence(Security security) {
        return security == Security.TLS ? handshake : firstOctet;
    }
}
