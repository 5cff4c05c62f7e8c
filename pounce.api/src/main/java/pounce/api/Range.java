package pounce.api;

import java.time.Duration;
import java.util.function.Predicate;

/// The rule that a value is neither less nor more than two others: data, because the JVM makes a
/// class of each lambda of a table before it can start.
record Range<T extends Comparable<? super T>>(T least, T most) implements Predicate<T> {

    static <T extends Comparable<? super T>> Range<T> of(T least, T most) {
        return new Range<>(least, most);
    }

    static Range<Integer> atLeast(int least) {
        return of(least, Integer.MAX_VALUE);
    }

    /// @param least in octets
    static Range<Size> sizeFrom(long least) {
        return of(new Size(least), new Size(Long.MAX_VALUE));
    }

    /// @param least in octets
    /// @param most in octets
    static Range<Size> size(long least, long most) {
        return of(new Size(least), new Size(most));
    }

    static Range<Duration> upTo(Duration most) {
        return of(Duration.ZERO, most);
    }

    @Override
    public boolean test(T value) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }
}
