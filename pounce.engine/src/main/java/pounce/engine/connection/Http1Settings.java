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
/// @param contentTimeout each wait for content
/// @param keepAlive between two requests
/// @param requests on one connection; 0 for no limit
public record Http1Settings(
        HeadLimits head,
        int chunkExtensions,
        boolean encodedSlash,
        String serverField,
        boolean date,
        Duration headTimeout,
        Duration contentTimeout,
        Duration keepAlive,
        int requests) {}
