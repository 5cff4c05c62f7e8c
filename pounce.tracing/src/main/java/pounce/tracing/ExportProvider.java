package pounce.tracing;

import pounce.api.LifecycleCollector;
import pounce.api.Options;
import pounce.api.Settings;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;
import pounce.api.spi.CollectorProvider;

/// Sends spans to where they are wanted.
public final class ExportProvider implements CollectorProvider {

    /// Made by the service loader.
    public ExportProvider() {}

    @Override
    public String name() {
        return "tracing";
    }

    @Override
    public boolean isWanted(Settings settings) {
        return settings.get(Options.TRACING);
    }

    @Override
    public LifecycleCollector create(Settings settings) {
        try {
            return new SpanCollector(
                    SpanFactory.of(settings),
                    new Exporter(
                            ExportLimits.of(settings),
                            new OtlpContent(
                                    ServiceResource.of(settings),
                                    settings.get(Options.TRACING_GZIP)),
                            OtlpClient.of(settings)));
        } catch (IllegalArgumentException fault) {
            throw new ConfigException(
                    ErrorCode.POUNCE_CONFIG_INVALID, "tracing: " + fault.getMessage(), fault);
        }
    }
}
