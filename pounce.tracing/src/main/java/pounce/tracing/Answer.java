package pounce.tracing;

import java.time.Duration;
import java.util.Optional;

/// What became of one attempt to send spans.
sealed interface Answer {

    /// The collector has them.
    ///
    /// @param rejected those that it did not want
    record Taken(long rejected) implements Answer {}

    /// It does not have them, and may take them later.
    ///
    /// @param why for people
    /// @param pause that the collector asks for
    record Later(String why, Optional<Duration> pause) implements Answer {}

    /// It does not want them.
    ///
    /// @param why for people
    record Refused(String why) implements Answer {}
}
