package pounce.engine.exchange;

import java.time.Duration;

/// The time that an application's call may take: when it is over, its thread is interrupted.
final class TimeLimit {
    private final CallInterrupt interrupt;
    private final Runnable alarm;

    /// Starts to count.
    ///
    /// @param call the thread of the call
    /// @param time how long it may take
    /// @param stream has a clock
    TimeLimit(Thread call, Duration time, ExchangeStream stream) {
        interrupt = new CallInterrupt(call);
        alarm = stream.callAfter(time, interrupt::interrupt);
    }

    /// {@return whether the call took too long}
    boolean isOver() {
        return interrupt.hasHappened();
    }

    /// Stops to count; nobody is interrupted any more.
    void end() {
        interrupt.end();
        alarm.run();
    }
}
