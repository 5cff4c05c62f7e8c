package pounce.lifecycle.flight;

import jdk.jfr.DataAmount;
import jdk.jfr.Label;
import jdk.jfr.Timespan;
import pounce.api.event.RequestEnded;

/// What every event has that ends a request.
abstract class EndFlightEvent extends RequestFlightEvent {
    @Label("Status")
    int status;

    @Label("Octets Sent")
    @DataAmount
    long bytesSent;

    @Label("Time Since Head")
    @Timespan(Timespan.NANOSECONDS)
    long took;

    @Label("Stream")
    boolean streaming;

    final void of(RequestEnded end) {
        of(end.request(), end.head().requestId());
        status = end.status();
        bytesSent = end.bytesSent();
        took = FlightCollector.nanos(end.durationMs());
        streaming = end.streaming();
    }
}
