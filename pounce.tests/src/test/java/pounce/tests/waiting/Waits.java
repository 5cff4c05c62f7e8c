package pounce.tests.waiting;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Waits that end: what does not come fails the test that waits, and says what came in its place.
public final class Waits {
    /// Longer than a machine stalls that others share.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration STEP = Duration.ofMillis(1);

    private Waits() {}

    /// Waits until a condition holds.
    ///
    /// @param what is waited for, to be read behind "in vain:"
    public static void until(String what, Callable<Boolean> condition) throws Exception {
        var _ = present(what, () -> condition.call() ? Optional.of(true) : Optional.empty());
    }

    /// {@return what a search finds, sooner or later}
    ///
    /// @param what it is, to be read behind "in vain:", asked when there is nothing
    public static <T> T present(Object what, Callable<Optional<T>> search) throws Exception {
        long start = System.nanoTime();
        for (var found = search.call(); ; found = search.call()) {
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new AssertionError("in vain: " + what);
            }
            Thread.sleep(STEP);
        }
    }

    /// {@return the first of a kind in what others add to}
    public static <T> T first(Class<T> kind, Collection<?> told) throws Exception {
        var what =
                new Object() {
                    @Override
                    public String toString() {
                        return "no " + kind.getSimpleName() + " in " + told;
                    }
                };
        return present(
                what, () -> told.stream().filter(kind::isInstance).map(kind::cast).findFirst());
    }
}
