package pounce.tracing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// How long to leave a collector alone that has failed.
///
/// @param first the wait behind the first attempt
record Backoff(Duration first) {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration LONGEST_ASKED_FOR = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 16;

    /// {@return the wait before the next attempt: what the collector asks for, else twice as long
    /// each time; not the same for all who were turned away at once}
    ///
    /// @param attempts that have failed, from 1
    /// @param wanted by the collector
    Duration after(int attempts, Optional<Duration> wanted) {
        return wanted.map(wait -> least(wait, LONGEST_ASKED_FOR)).orElseGet(() -> own(attempts));
    }

    private Duration own(int attempts) {
        long doubled = first.toNanos() << Math.min(MOST_DOUBLINGS, attempts - 1);
        long wait = Math.min(LONGEST.toNanos(), doubled);
        return Duration.ofNanos(wait - ThreadLocalRandom.current().nextLong(wait / 2 + 1));
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
