package pounce.lifecycle.flight;

import pounce.api.LifecycleCollector;
import pounce.api.Options;
import pounce.api.Settings;
import pounce.api.spi.CollectorProvider;

/// Provides the collector for JDK Flight Recorder.
public final class FlightProvider implements CollectorProvider {

    /// Made by the service loader.
    public FlightProvider() {}

    @Override
    public String name() {
        return "jfr";
    }

    @Override
    public boolean isWanted(Settings settings) {
        return settings.get(Options.JFR);
    }

    @Override
    public LifecycleCollector create(Settings settings) {
        return new FlightCollector();
    }
}
