package pounce.engine.connection;

import java.time.Duration;
import pounce.engine.http2.AbuseLimits;
import pounce.engine.http2.FieldLimits;

/// What a server is told about HTTP/2, beside what [Http1Settings] say for both.
///
/// @param fields limits of request heads
/// @param abuse what a client may cost
/// @param streams how many a client may have open at once
/// @param queuedFrames control frames that wait for a client which does not read
/// @param streamWindow content of one request that waits for the application, in octets
/// @param connectionWindow content of all requests of a connection that does, in octets
/// @param stall how long a client may keep a response waiting for its window
public record Http2Settings(
        FieldLimits fields,
        AbuseLimits abuse,
        int streams,
        int queuedFrames,
        int streamWindow,
        int connectionWindow,
        Duration stall) {}
