package pounce.lifecycle.metrics;

import pounce.api.Options;
import pounce.api.RequestHead;
import pounce.api.Response;
import pounce.api.Settings;
import pounce.api.field.MediaRange;
import pounce.api.field.MediaRanges;
import pounce.api.spi.Plugin;
import pounce.api.spi.PluginContext;

/// Metrics at an endpoint, where somebody wants them.
public final class MetricsPlugin implements Plugin {
    /// Of OpenMetrics.
    private static final String VERSION = "1.0.0";

    /// Made by the service loader.
    public MetricsPlugin() {}

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public void install(PluginContext context) {
        var settings = context.settings();
        if (settings.get(Options.METRICS)) {
            var events = new EventNumbers(workers(settings));
            var server = new ServerNumbers(context.server());
            context.collector(events);
            context.adminEndpoint(
                    settings.get(Options.METRICS_PATH),
                    request -> answer(format(request), events, server));
        }
    }

    private static int workers(Settings settings) {
        int workers = settings.get(Options.WORKERS);
        return workers > 0 ? workers : Runtime.getRuntime().availableProcessors();
    }

    private static Response answer(
            Exposition.Format format, EventNumbers events, ServerNumbers server) {
        var text = new Exposition(format);
        events.writeTo(text);
        server.writeTo(text);
        ProcessNumbers.writeTo(text);
        return Response.text(text.finish())
                .header("content-type", format.type())
                .header("cache-control", "no-store");
    }

    /// OpenMetrics is for who asks for it by name, and does not like the other one better.
    private static Exposition.Format format(RequestHead request) {
        var accepted = MediaRanges.parse(String.join(",", request.headers().all("accept")));
        int wanted =
                accepted.ranges().stream()
                        .filter(MetricsPlugin::isOpenMetrics)
                        .mapToInt(MediaRange::quality)
                        .max()
                        .orElse(0);
        int other = accepted.quality(Exposition.Format.PROMETHEUS.type()).orElse(0);
        return wanted > 0 && wanted >= other
                ? Exposition.Format.OPENMETRICS
                : Exposition.Format.PROMETHEUS;
    }

    private static boolean isOpenMetrics(MediaRange range) {
        return range.type().equals("application")
                && range.subtype().equals("openmetrics-text")
                && range.parameters().getOrDefault("version", VERSION).equals(VERSION);
    }
}
