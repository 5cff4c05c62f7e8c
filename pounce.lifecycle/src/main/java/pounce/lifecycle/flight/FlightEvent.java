package pounce.lifecycle.flight;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;
import pounce.api.event.LifecycleEvent;

/// What every event has. Where the thread is that tells of it is of no interest.
@Category("pounce")
@StackTrace(false)
abstract class FlightEvent extends Event {
    @Label("Connection")
    long connectionId;

    @Label("Event Loop")
    int workerId;

    final void commit(LifecycleEvent source) {
        connectionId = source.connectionId();
        workerId = source.workerId();
        commit();
    }
}
