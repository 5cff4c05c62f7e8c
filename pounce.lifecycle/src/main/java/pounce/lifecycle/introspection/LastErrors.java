package pounce.lifecycle.introspection;

import java.util.List;
import java.util.Set;
import pounce.api.LifecycleCollector;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.LoopHeld;
import pounce.api.event.RequestFailed;
import pounce.api.event.RequestRefused;
import pounce.api.event.TlsHandshakeFailed;

/// Keeps what went wrong last. The server's own failures and those of clients are kept apart, so
/// that no client can wash the former away.
final class LastErrors implements LifecycleCollector {
    /// Of each kind.
    static final int KEPT = 50;

    private static final Set<Class<? extends LifecycleEvent>> KINDS =
            Set.of(
                    RequestFailed.class,
                    LoopHeld.class,
                    RequestRefused.class,
                    TlsHandshakeFailed.class);

    private final Ring<ErrorNote> own = new Ring<>(KEPT);
    private final Ring<ErrorNote> clients = new Ring<>(KEPT);

    @Override
    public boolean wants(Class<? extends LifecycleEvent> kind) {
        return KINDS.contains(kind);
    }

    @Override
    public void record(LifecycleEvent event) {
        switch (event) {
            case RequestFailed failed -> own.add(ErrorNote.of(failed));
            case LoopHeld held -> own.add(ErrorNote.of(held));
            case RequestRefused refused -> clients.add(ErrorNote.of(refused));
            case TlsHandshakeFailed failed -> clients.add(ErrorNote.of(failed));
            default -> {}
        }
    }

    /// {@return what the server or its application did wrong, the last first}
    List<ErrorNote> own() {
        return own.newestFirst();
    }

    /// {@return what clients did wrong, the last first}
    List<ErrorNote> clients() {
        return clients.newestFirst();
    }
}
