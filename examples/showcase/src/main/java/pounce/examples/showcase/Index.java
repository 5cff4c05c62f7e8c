package pounce.examples.showcase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import pounce.api.Request;
import pounce.api.Response;

/// The page that links everything else.
final class Index {
    private static final Response PAGE = Response.bytes("text/html; charset=utf-8", resource());

    private Index() {}

    static Response page(Request request) {
        return PAGE;
    }

    private static byte[] resource() {
        try (var in = Objects.requireNonNull(Index.class.getResourceAsStream("index.html"))) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
