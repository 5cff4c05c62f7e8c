package pounce.lifecycle.flight;

import jdk.jfr.Label;
import pounce.api.event.RequestStarted;

/// What every event of a request has.
abstract class RequestFlightEvent extends FlightEvent {
    @Label("Request Id")
    String requestId = "";

    @Label("Method")
    String method = "";

    @Label("Path")
    String path = "";

    /// Without the query, which may hold secrets.
    final void of(RequestStarted request, String id) {
        requestId = id;
        method = request.method();
        int query = request.path().indexOf('?');
        path = query < 0 ? request.path() : request.path().substring(0, query);
    }
}
