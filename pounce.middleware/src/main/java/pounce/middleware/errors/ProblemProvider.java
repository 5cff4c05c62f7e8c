package pounce.middleware.errors;

import pounce.api.Settings;
import pounce.api.spi.ErrorPageProvider;
import pounce.api.spi.ErrorPages;

/// Problem details (RFC 9457), as JSON, HTML or text, whatever the client likes.
public final class ProblemProvider implements ErrorPageProvider {

    /// Made by the service loader.
    public ProblemProvider() {}

    @Override
    public String name() {
        return "problem";
    }

    @Override
    public ErrorPages create(Settings settings) {
        return new ProblemPages();
    }
}
