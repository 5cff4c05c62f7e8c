package pounce.api.event;

import pounce.api.RequestHead;

/// A request is over: there is one of these for each [RequestStarted].
public sealed interface RequestEnded extends LifecycleEvent
        permits ClientDisconnected, ResponseAborted, ResponseCompleted {

    /// {@return what began it}
    RequestStarted request();

    /// {@return the request as the server knew it in the end: with the client's address, the id and
    /// whatever else middleware of [pounce.api.Phase#IDENTITY] has found out}
    RequestHead head();

    /// {@return the status of the response; 0 if its head had not left}
    int status();

    /// {@return head, content and what frames it, as far as they had left, in octets, before TLS;
    /// not the interim (1xx) responses before it}
    long bytesSent();

    /// {@return of [#bytesSent()], the content alone}
    long contentBytes();

    /// {@return since the request head, in milliseconds}
    double durationMs();

    /// {@return whether a [StreamOpened] came before}
    boolean streaming();
}
