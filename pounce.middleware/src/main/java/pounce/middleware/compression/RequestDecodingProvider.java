package pounce.middleware.compression;

import java.util.List;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Phase;
import pounce.api.Settings;
import pounce.api.spi.ContentCodingProvider;
import pounce.api.spi.MiddlewareProvider;
import pounce.api.spi.Services;

/// Decodes the content of requests.
///
/// It stands inside of what answers failures, so that a refusal has what other responses have, and
/// around whatever reads content.
public final class RequestDecodingProvider implements MiddlewareProvider {

    /// Made by the service loader.
    public RequestDecodingProvider() {}

    @Override
    public String name() {
        return "request-decoding";
    }

    @Override
    public Phase phase() {
        return Phase.CONTENT;
    }

    @Override
    public int rank() {
        return 10;
    }

    @Override
    public boolean isWanted(Settings settings) {
        return settings.get(Options.REQUEST_DECODING);
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
        return next -> {
            var codings = new Codings(providers, settings);
            return new RequestDecoding(next, codings, settings).with(_ -> codings);
        };
    }
}
