package pounce.api;

import java.time.Duration;

/// Gives this request so much time from now on, in place of [Options#TIMEOUT_REQUEST] and of what
/// was said before, upwards or downwards. When it is over, the thread of the application's call is
/// interrupted, and the client gets 503 unless a response is on its way.
///
/// @param time up to 24 hours; zero for no limit
public record RequestTimeLimit(Duration time) implements SendEvent {
    private static final Duration LONGEST = Duration.ofHours(24);

    /// A time limit.
    ///
    /// @throws IllegalArgumentException if the time is negative or longer than 24 hours
    public RequestTimeLimit {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("not from 0 to 24 hours: " + time);
        }
    }
}
