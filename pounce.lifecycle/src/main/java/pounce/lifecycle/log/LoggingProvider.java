package pounce.lifecycle.log;

import pounce.api.LifecycleCollector;
import pounce.api.Options;
import pounce.api.Settings;
import pounce.api.spi.CollectorProvider;

/// Provides the collector that writes to the logger `pounce.lifecycle`.
public final class LoggingProvider implements CollectorProvider {

    /// Made by the service loader.
    public LoggingProvider() {}

    @Override
    public String name() {
        return "lifecycle-log";
    }

    @Override
    public boolean isWanted(Settings settings) {
        return settings.get(Options.LIFECYCLE_LOG);
    }

    @Override
    public LifecycleCollector create(Settings settings) {
        return new LoggingCollector(settings.get(Options.LIFECYCLE_LOG_SLOW));
    }
}
