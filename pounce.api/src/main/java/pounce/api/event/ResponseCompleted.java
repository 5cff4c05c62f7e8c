package pounce.api.event;

import pounce.api.RequestHead;

/// A response was handed over whole: to the kernel, or to the buffer in which answers to pipelined
/// requests gather.
///
/// @param connectionId unique in this process
/// @param workerId the event loop, from 0
/// @param status of the response
/// @param bytesSent head, content and what frames it, in octets, before TLS; not the interim (1xx)
///   responses before it
/// @param durationMs since the request head, in milliseconds
/// @param timestampNs on the clock of [System#nanoTime()]
/// @param request what was answered
/// @param contentBytes of `bytesSent`, the content alone
/// @param streaming whether a [StreamOpened] came before
/// @param head the request as the server knew it in the end
public record ResponseCompleted(
        long connectionId,
        int workerId,
        int status,
        long bytesSent,
        double durationMs,
        long timestampNs,
        RequestStarted request,
        long contentBytes,
        boolean streaming,
        RequestHead head)
        implements RequestEnded {}
