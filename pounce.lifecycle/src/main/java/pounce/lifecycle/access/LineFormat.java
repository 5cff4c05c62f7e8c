package pounce.lifecycle.access;

import pounce.api.event.RequestEnded;
import pounce.api.event.RequestRefused;

/// What a line looks like. Immutable; for any thread.
interface LineFormat {

    /// Adds a line, with its end, for a request.
    ///
    /// @param moment when it ended
    void write(RequestEnded end, Moment moment, Line line);

    /// Adds a line, with its end, for what was no request.
    ///
    /// @param moment when it was refused
    void write(RequestRefused refused, Moment moment, Line line);
}
