package pounce.engine.exchange;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Wakes an application whose response nobody wants any more: interrupts the thread of its call,
/// once at most, and never after that call has returned. Any thread.
final class CallInterrupt {
    private static final int POSSIBLE = 0;
    private static final int HAPPENING = 1;
    private static final int OVER = 2;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(CallInterrupt.class, "state", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Thread call;
    private volatile int state;
    private volatile boolean happened;

    /// @param call the thread of the application's call
    CallInterrupt(Thread call) {
        this.call = call;
    }

    void interrupt() {
        if (STATE.compareAndSet(this, POSSIBLE, HAPPENING)) {
            happened = true;
            call.interrupt();
            state = OVER;
        }
    }

    /// {@return whether the call was interrupted, or is about to be}
    boolean hasHappened() {
        return happened;
    }

    /// The call has returned: the thread's interrupt status is its next user's from now on.
    void end() {
        while (!STATE.compareAndSet(this, POSSIBLE, OVER) && state != OVER) {
            Thread.onSpinWait(); // it happens right now
        }
    }
}
