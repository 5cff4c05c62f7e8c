package pounce.api.event;

import java.time.Instant;

/// Something that happened to a connection or to a request on it. Records only, safe for any
/// thread.
///
/// **Order.** The events of one connection come one at a time, in the order in which things
/// happened: [ConnectionOpened] first, [ConnectionCompleted] last, and between a [RequestStarted]
/// and the one event that ends it what concerns that request. Events of different connections come
/// at once.
///
/// **Each exactly once.** A [RequestStarted] is ended by a [ResponseCompleted], a
/// [ClientDisconnected] or a [ResponseAborted]; a [ConnectionOpened] by a [ConnectionCompleted]; a
/// [StreamOpened] by a [StreamClosed].
///
/// Cases may be added in minor versions, and components at the end of a record: `switch` with a
/// `default`, and bind the record (`case ResponseCompleted done ->`) rather than take it apart.
public sealed interface LifecycleEvent
        permits ClientDisconnected,
                ConnectionCompleted,
                ConnectionOpened,
                RequestRefused,
                RequestStarted,
                ResponseAborted,
                ResponseCompleted,
                StreamClosed,
                StreamOpened {

    /// {@return the connection's number, unique in this process}
    long connectionId();

    /// {@return the number of the event loop that owns the connection, from 0}
    int workerId();

    /// {@return when it happened, on the clock of [System#nanoTime()]: differences mean something,
    /// the value does not}
    long timestampNs();

    /// {@return when it happened, by the wall clock, which may jump}
    Instant at();
}
