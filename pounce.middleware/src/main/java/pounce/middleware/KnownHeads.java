package pounce.middleware;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import pounce.api.ResponseStart;
import pounce.api.Send;

/// What a change makes of response heads, remembered for those that are sent again and again: an
/// application has few that stay the same, whether it keeps them as constants or makes them anew.
///
/// Any thread; threads may race, and then work twice.
public final class KnownHeads implements UnaryOperator<ResponseStart> {
    /// A power of two.
    private static final int REMEMBERED = 16;

    /// Heads of more fields have some that are another's each time, and would only be looked for.
    private static final int MOST_FIELDS = 16;

    private final UnaryOperator<ResponseStart> change;
    private final @Nullable Known[] known = new Known[REMEMBERED];
    private @Nullable Known latest;

    /// What is known of one head. Its fields are final, so that a thread that finds it sees them.
    private record Known(ResponseStart head, ResponseStart changed) {}

    /// Remembers what a change makes.
    ///
    /// @param change of the head alone: what it returns for one head is always the same
    public KnownHeads(UnaryOperator<ResponseStart> change) {
        this.change = change;
    }

    /// {@return where a response is sent that is changed on its way}
    ///
    /// @param send where it goes
    /// @param change of its head
    static Send changing(Send send, UnaryOperator<ResponseStart> change) {
        return event ->
                send.send(event instanceof ResponseStart start ? change.apply(start) : event);
    }

    /// {@return what the change makes of a head}
    ///
    /// @param head as the application sent it, or another change made it
    @Override
    @SuppressWarnings("ReferenceEquality") // of a constant, before its fields are looked at
    public ResponseStart apply(ResponseStart head) {
        var same = latest;
        if (same != null && same.head == head) return same.changed;
        if (head.headers().size() > MOST_FIELDS) return change.apply(head);
        int place = place(head);
        var found = known[place];
        if (found == null || !found.head.equals(head)) {
            found = new Known(head, change.apply(head));
            known[place] = found;
        }
        latest = found;
        return found.changed;
    }

    private static int place(ResponseStart head) {
        int hash = 31 * head.headers().hashCode() + head.status();
        return (hash ^ hash >>> 16) & REMEMBERED - 1;
    }
}
