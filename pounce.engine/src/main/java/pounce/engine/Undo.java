package pounce.engine;

import java.util.ArrayDeque;
import java.util.Deque;

/// What a start that fails halfway has to take back, the last first.
final class Undo {
    private final Deque<Runnable> steps = new ArrayDeque<>();

    void add(Runnable step) {
        steps.push(step);
    }

    /// Takes everything back, whatever one step throws.
    ///
    /// @param failure why; it carries what goes wrong here
    void run(Throwable failure) {
        for (var step : steps) {
            try {
                step.run();
            } catch (RuntimeException | Error another) {
                failure.addSuppressed(another);
            }
        }
    }
}
