package pounce.lifecycle.access;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import pounce.api.LifecycleCollector;
import pounce.api.Option;
import pounce.api.Options;
import pounce.api.Settings;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;
import pounce.api.event.RequestStarted;
import pounce.api.spi.CollectorProvider;

/// Provides the access log.
public final class AccessLogProvider implements CollectorProvider {
    private static final String STDOUT = "stdout";
    private static final String STDERR = "stderr";
    private static final String LOGGER = "log";

    /// Made by the service loader.
    public AccessLogProvider() {}

    @Override
    public String name() {
        return "access-log";
    }

    @Override
    public boolean isWanted(Settings settings) {
        return settings.get(Options.ACCESS_LOG);
    }

    @Override
    public LifecycleCollector create(Settings settings) {
        long room = settings.get(Options.ACCESS_LOG_BUFFER).octets() / Chunk.SIZE;
        return new AccessLog(
                format(settings),
                sink(settings.get(Options.ACCESS_LOG_OUTPUT)),
                skipped(settings),
                stripes(settings.get(Options.WORKERS)),
                (int) room);
    }

    /// Connections of one loop are served by several processors in some modes.
    private static int stripes(int workers) {
        return Math.max(workers, Runtime.getRuntime().availableProcessors());
    }

    private static LineFormat format(Settings settings) {
        var target =
                new Target(
                        settings.get(Options.ACCESS_LOG_QUERY),
                        settings.get(Options.ACCESS_LOG_REDACT));
        return switch (settings.get(Options.ACCESS_LOG_FORMAT)) {
            case AUTO ->
                    isForPeople(settings.get(Options.ACCESS_LOG_OUTPUT))
                            ? new TextLines(target)
                            : new JsonLines(target);
            case TEXT -> new TextLines(target);
            case JSON -> new JsonLines(target);
            case COMMON -> new CommonLines(target);
            case COMBINED -> new CombinedLines(target);
        };
    }

    @SuppressWarnings("SystemConsoleNull") // it is, where nobody sits, and the JDK uses its own
    private static boolean isForPeople(String output) {
        var console = System.console();
        return (output.equals(STDOUT) || output.equals(STDERR))
                && console != null
                && console.isTerminal();
    }

    private static Sink sink(String output) {
        return switch (output) {
            case STDOUT -> StreamSink.out();
            case STDERR -> StreamSink.err();
            case LOGGER -> new LoggerSink();
            default -> file(output);
        };
    }

    private static Sink file(String path) {
        try {
            return new FileSink(Path.of(path));
        } catch (IOException | IllegalArgumentException fault) {
            throw notWritable(path, fault);
        }
    }

    @Override
    public void check(Settings settings) {
        var output = settings.get(Options.ACCESS_LOG_OUTPUT);
        if (List.of(STDOUT, STDERR, LOGGER).contains(output)) return;
        try {
            FileSink.check(Path.of(output));
        } catch (IOException | IllegalArgumentException fault) {
            throw notWritable(output, fault);
        }
    }

    private static ConfigException notWritable(String path, Exception fault) {
        return new ConfigException(
                ErrorCode.POUNCE_CONFIG_INVALID,
                "%s = %s: cannot be written: %s".formatted(Options.ACCESS_LOG_OUTPUT, path, fault),
                fault);
    }

    private static Predicate<RequestStarted> skipped(Settings settings) {
        var skipped = new Skipped(settings.get(Options.ACCESS_LOG_SKIP));
        var endpoints = new Skipped(endpoints(settings));
        return request ->
                skipped.test(request) || (isRead(request.method()) && endpoints.test(request));
    }

    /// Whatever else is done there is the application's business.
    private static boolean isRead(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }

    /// Whoever asks about the server asks all the time. What administrators ask on listeners of
    /// their own is told to nobody.
    private static List<String> endpoints(Settings settings) {
        var paths = new ArrayList<String>();
        paths.add(settings.get(Options.HEALTH_READY_PATH));
        paths.add(settings.get(Options.HEALTH_LIVE_PATH));
        if (settings.get(Options.ADMIN_LISTEN).isEmpty()) {
            paths.add(pathIf(Options.METRICS, Options.METRICS_PATH, settings));
            paths.add(pathIf(Options.INTROSPECTION, Options.INTROSPECTION_PATH, settings));
        }
        paths.removeIf(String::isEmpty);
        return paths;
    }

    private static String pathIf(Option<Boolean> on, Option<String> path, Settings settings) {
        return settings.get(on) ? settings.get(path) : "";
    }
}
