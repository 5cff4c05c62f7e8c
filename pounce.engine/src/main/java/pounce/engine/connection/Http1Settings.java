package pounce.engine.connection;

import java.time.Duration;
import pounce.engine.http1.HeadLimits;

/// What a server is told about HTTP/1.1.
///
/// @param head limits of request heads
/// @param chunkExtensions octets of all chunk extensions of a request
/// @param encodedSlash whether `%2F` may stand in a path
/// @param serverField value of `Server`; empty for none
/// @param date whether `Date` is sent
/// @param headTimeout one whole request head
/// @param pace how fast content must come
/// @param requestTimeout from a head to the end of the response; zero for no limit
/// @param keepAlive between two requests
/// @param age from which a connection ends behind its request; zero for no limit
/// @param requests on one connection; 0 for no limit
public record Http1Settings(
        HeadLimits head,
        int chunkExtensions,
        boolean encodedSlash,
        String serverField,
        boolean date,
        Duration headTimeout,
        ContentPace pace,
        Duration requestTimeout,
        Duration keepAlive,
        Duration age,
        int requests) {}
