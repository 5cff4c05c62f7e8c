package pounce.middleware.errors;

import java.nio.charset.StandardCharsets;
import pounce.api.Headers;
import pounce.api.Response;
import pounce.api.field.JsonWriter;
import pounce.api.field.ReasonPhrases;
import pounce.api.spi.ErrorPages;
import pounce.api.spi.RequestFailure;

/// What a failure is called, its status, and the id by which the log knows it; never what was
/// thrown.
final class ProblemPages implements ErrorPages {
    /// Nobody may keep it for others.
    private static final Headers FIELDS =
            Headers.of(
                    "vary", "accept",
                    "cache-control", "no-store",
                    "x-content-type-options", "nosniff");

    /// Whoever shows it needs nothing else.
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    @Override
    public Response page(RequestFailure failure) {
        var representation = Representation.of(failure.request());
        var text =
                switch (representation) {
                    case PROBLEM, JSON -> json(failure);
                    case HTML -> html(failure);
                    case TEXT -> title(failure) + "\n";
                };
        return response(representation, text);
    }

    /// {@return an answer in one form of several}
    ///
    /// @param representation the form
    /// @param text its content
    static Response response(Representation representation, String text) {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        var response = Response.bytes(representation.mediaType(), octets);
        var fields = response.headers().with(FIELDS);
        return response.headers(
                representation == Representation.HTML
                        ? fields.with("content-security-policy", POLICY)
                        : fields);
    }

    /// {@return what a status is called}
    ///
    /// @param failure has it
    static String title(RequestFailure failure) {
        var phrase = ReasonPhrases.of(failure.status());
        return phrase.isEmpty() ? "Status " + failure.status() : phrase;
    }

    private static String html(RequestFailure failure) {
        return """
        <!DOCTYPE html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>%1$d %2$s</title>
        <style>
        :root { color-scheme: light dark }
        body { display: grid; place-content: center; min-height: 90vh; margin: 0 1.5rem; font: 1rem/1.5 system-ui, sans-serif }
        h1 { margin: 0; font-size: clamp(1.5rem, 6vw, 2.5rem); font-weight: 600 }
        h1 span { margin-right: .5rem; font-weight: 300; opacity: .6 }
        p { margin: .75rem 0 0; opacity: .7; overflow-wrap: anywhere }
        </style>
        <h1><span>%1$d</span>%2$s</h1>
        <p>Request %3$s</p>
        </html>
        """
                .formatted(
                        failure.status(),
                        Html.escape(title(failure)),
                        Html.escape(failure.request().requestId()));
    }

    private static String json(RequestFailure failure) {
        var text = new StringBuilder();
        var writer = JsonWriter.to(text).object();
        writeMembers(failure, writer);
        writer.end().finish();
        return text.append('\n').toString();
    }

    /// Writes the members that tell nothing (RFC 9457, section 3.1).
    ///
    /// @param failure is told
    /// @param writer in an object
    static void writeMembers(RequestFailure failure, JsonWriter writer) {
        writer.member("type", "about:blank")
                .member("title", title(failure))
                .member("status", failure.status());
        failure.code().ifPresent(code -> writer.member("code", code.name()));
        writer.member("requestId", failure.request().requestId());
    }
}
