package pounce.cli.log;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/// A logger by its name. Markers mean nothing to it.
public final class StreamLogger extends LegacyAbstractLogger implements LoggingEventAware {
    private static final long serialVersionUID = 1;

    private final transient Loggers all;

    StreamLogger(String name, Loggers all) {
        this.name = name;
        this.all = all;
    }

    @Override
    public boolean isTraceEnabled() {
        return all.isWritten(name, Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return all.isWritten(name, Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return all.isWritten(name, Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return all.isWritten(name, Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return all.isWritten(name, Level.ERROR);
    }

    @Override
    public void log(LoggingEvent event) {
        var facts = event.getKeyValuePairs();
        write(
                event.getLevel(),
                event.getMessage(),
                event.getArgumentArray(),
                event.getThrowable(),
                facts == null ? List.of() : facts);
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            @Nullable String message,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        write(level, message, arguments, thrown, List.of());
    }

    private void write(
            Level level,
            @Nullable String message,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown,
            List<KeyValuePair> facts) {
        var text = MessageFormatter.basicArrayFormat(message, arguments);
        all.write(
                new Entry(
                        Instant.now(),
                        level,
                        name,
                        String.valueOf(text),
                        facts,
                        Optional.ofNullable(thrown)));
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null; // nobody is told where a call stands
    }
}
