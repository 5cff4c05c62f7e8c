package pounce.cli.log;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.slf4j.ILoggerFactory;
import org.slf4j.event.Level;

/// All loggers of the process. Any thread.
///
/// Lines go to standard error, each in one write, so that those of several threads do not mix.
public final class Loggers implements ILoggerFactory {
    private final ConcurrentMap<String, StreamLogger> loggers = new ConcurrentHashMap<>();
    private final Supplier<PrintStream> out;
    private volatile Levels levels = Levels.STANDARD;
    private volatile LineFormat format = Loggers::writePlain;

    /// Without colours, from `info` on, until they are told otherwise.
    Loggers() {
        this(() -> System.err);
    }

    /// The same elsewhere.
    ///
    /// @param out where lines go, by now
    public Loggers(Supplier<PrintStream> out) {
        this.out = out;
    }

    /// Sets what is written, also by loggers that exist.
    ///
    /// @param format what lines look like
    /// @param levels what is worth one
    public void configure(LineFormat format, Levels levels) {
        this.format = format;
        this.levels = levels;
    }

    @Override
    public StreamLogger getLogger(String name) {
        return loggers.computeIfAbsent(name, known -> new StreamLogger(known, this));
    }

    private static void writePlain(Entry entry, StringBuilder line) {
        Plain.LINES.write(entry, line);
    }

    boolean isWritten(String logger, Level level) {
        return levels.isWritten(logger, level);
    }

    void write(Entry entry) {
        var line = new StringBuilder();
        format.write(entry, line);
        var octets = line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        var stream = out.get();
        stream.write(octets, 0, octets.length);
        stream.flush();
    }

    /// Made when it is needed: to find out about the time zone takes a part of the start.
    private static final class Plain {
        static final LineFormat LINES = new TextLines(ZoneId.systemDefault(), Colours.NONE);
    }
}
