package pounce.middleware;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import pounce.api.ResponseStart;
import pounce.api.Send;

/// What a change makes of response heads, remembered for those that are sent again and again: a
/// constant response has the same head every time, and costs nothing from the third time on.
///
/// Only a head that is asked for twice in a row is remembered, so that heads made for one response
/// push no constant out. Any thread; threads may race, and then work twice.
final class KnownHeads implements UnaryOperator<ResponseStart> {
    /// An application has few constants that are asked for often; each lookup passes all of them.
    private static final int REMEMBERED = 8;

    private final UnaryOperator<ResponseStart> change;
    private final @Nullable Known[] known = new Known[REMEMBERED];
    private @Nullable ResponseStart last;
    private int oldest;

    /// What is known of one head. Its fields are final, so that a thread that finds it sees them.
    private record Known(ResponseStart head, ResponseStart changed) {}

    /// {@return where a response is sent that is changed on its way}
    ///
    /// @param send where it goes
    /// @param change of its head
    static Send changing(Send send, UnaryOperator<ResponseStart> change) {
        return event ->
                send.send(event instanceof ResponseStart start ? change.apply(start) : event);
    }

    /// Remembers what a change makes.
    ///
    /// @param change of the head alone: what it returns for one head is always the same
    KnownHeads(UnaryOperator<ResponseStart> change) {
        this.change = change;
    }

    /// {@return what the change makes of a head}
    ///
    /// @param head compared by identity
    @Override
    @SuppressWarnings("ReferenceEquality") // comparing fields costs what this saves
    public ResponseStart apply(ResponseStart head) {
        for (var each : known) {
            if (each == null) break;
            if (each.head == head) return each.changed;
        }
        var changed = change.apply(head);
        if (last == head) {
            int place = oldest;
            known[place] = new Known(head, changed);
            oldest = (place + 1) % REMEMBERED;
        } else {
            last = head;
        }
        return changed;
    }
}
