package pounce.engine.net;

import java.time.Duration;

/// The waits that the transport itself limits.
///
/// @param firstOctet a new connection that says nothing
/// @param write a peer that takes nothing
public record Timeouts(Duration firstOctet, Duration write) {}
