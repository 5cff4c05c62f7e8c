package pounce.middleware.compression;

import java.util.List;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Phase;
import pounce.api.Settings;
import pounce.api.spi.ContentCodingProvider;
import pounce.api.spi.MiddlewareProvider;
import pounce.api.spi.Services;

/// Codes responses as clients like them.
///
/// Others of its phase look at what they change before it is coded, so it is the outermost.
public final class CompressionProvider implements MiddlewareProvider {

    /// Made by the service loader.
    public CompressionProvider() {}

    @Override
    public String name() {
        return "compression";
    }

    @Override
    public Phase phase() {
        return Phase.TRANSFORMATION;
    }

    @Override
    public int rank() {
        return 10;
    }

    @Override
    public boolean isWanted(Settings settings) {
        return settings.get(Options.COMPRESSION);
    }

    @Override
    public Middleware create(Settings settings) {
        return create(settings, List.of(new GzipProvider(), new DeflateProvider()));
    }

    @Override
    public Middleware create(Settings settings, Services services) {
        return create(settings, services.all(ContentCodingProvider.class));
    }

    private static Middleware create(Settings settings, List<ContentCodingProvider> providers) {
        var own = CompressionSettings.of(settings);
        return next -> {
            var codings = new Codings(providers, settings);
            return new Compression(next, own, codings).with(_ -> codings);
        };
    }
}
