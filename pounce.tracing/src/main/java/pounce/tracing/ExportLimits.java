package pounce.tracing;

import java.time.Duration;
import pounce.api.Options;
import pounce.api.Settings;

/// What an exporter may take.
///
/// @param batch spans that are sent together
/// @param delay after which fewer are sent
/// @param queue spans that may wait
/// @param timeout for one answer
/// @param attempts to send the same spans
/// @param backoff between two of them
/// @param flush for what is left at the end
record ExportLimits(
        int batch,
        Duration delay,
        int queue,
        Duration timeout,
        int attempts,
        Backoff backoff,
        Duration flush) {

    static ExportLimits of(Settings settings) {
        int queue = settings.get(Options.TRACING_QUEUE);
        return new ExportLimits(
                Math.min(queue, settings.get(Options.TRACING_BATCH)),
                settings.get(Options.TRACING_DELAY),
                queue,
                settings.get(Options.TRACING_TIMEOUT),
                settings.get(Options.TRACING_ATTEMPTS),
                new Backoff(settings.get(Options.TRACING_RETRY_DELAY)),
                settings.get(Options.TRACING_FLUSH));
    }
}
