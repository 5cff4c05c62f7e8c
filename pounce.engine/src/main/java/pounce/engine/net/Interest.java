package pounce.engine.net;

import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/// What the selector looks for on one connection. Each change is a system call, so ordinary
/// requests make none.
final class Interest {
    private final EventLoop loop;
    private volatile @Nullable SelectionKey key;

    Interest(EventLoop loop) {
        this.loop = loop;
    }

    void in(SelectionKey registered) {
        key = registered;
    }

    /// Looks for an operation from now on, also if the loop sleeps.
    void add(int operation) {
        loop.changeSelector(() -> change(operation, true));
    }

    void remove(int operation) {
        loop.changeSelector(() -> change(operation, false));
    }

    private void change(int operation, boolean wanted) {
        var registered = key;
        if (registered == null) {
            return;
        }
        try {
            if (wanted) {
                registered.interestOpsOr(operation);
            } else {
                registered.interestOpsAnd(~operation);
            }
        } catch (CancelledKeyException _) {
            return; // closed meanwhile, which wakes whoever waits
        }
    }
}
