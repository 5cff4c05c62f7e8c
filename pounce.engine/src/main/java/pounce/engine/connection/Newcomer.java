package pounce.engine.connection;

import org.jspecify.annotations.Nullable;
import pounce.engine.net.Admission;
import pounce.engine.net.Deadline;
import pounce.engine.net.Transport;
import pounce.engine.watch.Arrival;
import pounce.engine.watch.ConnectionWatch;

/// A connection that speaks HTTP, from its arrival until it is known which version.
final class Newcomer {
    private final Transport transport;
    private final Input input;
    private final long number;
    private final Arrival arrival;
    private final @Nullable Deadline oldAge;
    private @Nullable Deadline headDeadline;

    /// One that arrives now.
    ///
    /// @param http what it is told, whatever it speaks
    /// @param input what was read already, and is the first that is served
    Newcomer(Http1 http, Transport transport, Input input) {
        this.transport = transport;
        this.input = input;
        this.number = Http1.nextNumber();
        this.arrival = http.watch().arrived(transport, number);
        var age = http.settings().age();
        this.oldAge = age.isZero() ? null : Deadline.in(age);
    }

    Transport transport() {
        return transport;
    }

    Input input() {
        return input;
    }

    long number() {
        return number;
    }

    boolean isAdmitted() {
        return transport.admission() == Admission.SERVED;
    }

    /// It begins.
    ///
    /// @param protocol by its short name
    /// @return what is to be told about it
    ConnectionWatch speaks(String protocol) {
        return isAdmitted() ? arrival.opened(protocol) : arrival.turnedAway(protocol);
    }

    /// {@return from when on it is too old for another request; null if it never is}
    @Nullable Deadline oldAge() {
        return oldAge;
    }

    /// Its first head has been waited for already.
    ///
    /// @param deadline when that is over
    void expectedUntil(Deadline deadline) {
        headDeadline = deadline;
    }

    /// {@return when the first head is late; null if that is not counted yet}
    @Nullable Deadline headDeadline() {
        return headDeadline;
    }
}
