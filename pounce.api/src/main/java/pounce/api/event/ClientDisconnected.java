package pounce.api.event;

import pounce.api.RequestHead;

/// The client went away before the response to its request was complete.
///
/// @param connectionId unique in this process
/// @param workerId the event loop, from 0
/// @param duringStreaming whether a [StreamOpened] came before
/// @param timestampNs on the clock of [System#nanoTime()]: when the server was done with the
///   request
/// @param request what is left unanswered
/// @param status of the response; 0 if its head had not left
/// @param bytesSent of the response until then, in octets, before TLS
/// @param durationMs since the request head, in milliseconds
/// @param contentBytes of `bytesSent`, the content alone
/// @param head the request as the server knew it in the end
public record ClientDisconnected(
        long connectionId,
        int workerId,
        boolean duringStreaming,
        long timestampNs,
        RequestStarted request,
        int status,
        long bytesSent,
        double durationMs,
        long contentBytes,
        RequestHead head)
        implements RequestEnded {

    /// {@return what [#duringStreaming()] says}
    @Override
    public boolean streaming() {
        return duringStreaming;
    }
}
