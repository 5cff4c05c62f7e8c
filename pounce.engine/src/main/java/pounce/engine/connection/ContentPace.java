package pounce.engine.connection;

import java.time.Duration;

/// How fast a client must send content.
///
/// @param longestWait for the next octets
/// @param grace how long it may be slower than the rate
/// @param rate octets per second; 0 for none
public record ContentPace(Duration longestWait, Duration grace, long rate) {}
