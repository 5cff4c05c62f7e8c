package pounce.engine.watch;

import pounce.api.event.ConnectionCompleted;
import pounce.api.event.RequestQueued;
import pounce.api.event.RequestStarted;
import pounce.api.event.ResponseCompleted;
import pounce.api.event.StreamClosed;
import pounce.api.event.StreamOpened;

/// Which of the frequent events somebody wants, as of when a connection begins. What is rare, and
/// what goes wrong, is told in any case. Immutable.
final class Wanted {
    private final boolean connectionEnds;
    private final boolean requestStarts;
    private final boolean requestWaits;
    private final boolean streamStarts;
    private final boolean streamEnds;

    /// In nanoseconds; no response takes so long where nobody wants any.
    private final long leastDuration;

    /// @param watchers who is asked
    Wanted(Watchers watchers) {
        connectionEnds = watchers.want(ConnectionCompleted.class);
        requestStarts = watchers.want(RequestStarted.class);
        requestWaits = watchers.want(RequestQueued.class);
        streamStarts = watchers.want(StreamOpened.class);
        streamEnds = watchers.want(StreamClosed.class);
        leastDuration =
                watchers.want(ResponseCompleted.class) ? watchers.leastNanos() : Long.MAX_VALUE;
    }

    boolean connectionEnds() {
        return connectionEnds;
    }

    boolean requestStarts() {
        return requestStarts;
    }

    boolean requestWaits() {
        return requestWaits;
    }

    boolean streamStarts() {
        return streamStarts;
    }

    boolean streamEnds() {
        return streamEnds;
    }

    /// {@return whether a response is worth an event}
    ///
    /// @param nanos how long it took
    boolean response(long nanos) {
        return nanos >= leastDuration;
    }
}
