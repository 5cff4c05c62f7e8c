package pounce.staticfiles;

import java.util.List;
import java.util.function.LongSupplier;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Settings;
import pounce.api.StaticFiles;
import pounce.api.spi.StaticFilesProvider;

/// Static files as a service.
public final class StaticFilesService implements StaticFilesProvider {

    private final LongSupplier clock;

    /// Made by the service loader.
    public StaticFilesService() {
        this(System::nanoTime);
    }

    /// Made by tests.
    ///
    /// @param clock in nanoseconds, says when files are looked at again
    public StaticFilesService(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "static";
    }

    @Override
    public Middleware create(List<StaticFiles> mounts, Settings settings) {
        long largest = settings.get(Options.STATIC_CACHE_FILE).octets();
        long capacity = settings.get(Options.STATIC_CACHE).octets();
        var table = MountTable.of(mounts, Math.min(largest, capacity), clock);
        return next -> new FileApp(table, new FileCache(capacity), next);
    }
}
