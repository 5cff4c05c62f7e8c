package pounce.api.event;

import pounce.api.RequestHead;

/// The server broke a response off: its application failed after the head had left, the client took
/// nothing for too long, or the connection was closed by force.
///
/// @param connectionId unique in this process
/// @param workerId the event loop, from 0
/// @param status of the response; 0 if its head had not left
/// @param bytesSent of the response until then, in octets, before TLS
/// @param durationMs since the request head, in milliseconds
/// @param timestampNs on the clock of [System#nanoTime()]
/// @param request what is left unanswered
/// @param reason why: `TIMEOUT`, `BACKPRESSURE` or `ERROR`
/// @param contentBytes of `bytesSent`, the content alone
/// @param streaming whether a [StreamOpened] came before
/// @param head the request as the server knew it in the end
public record ResponseAborted(
        long connectionId,
        int workerId,
        int status,
        long bytesSent,
        double durationMs,
        long timestampNs,
        RequestStarted request,
        ConnectionCompleted.Reason reason,
        long contentBytes,
        boolean streaming,
        RequestHead head)
        implements RequestEnded {}
