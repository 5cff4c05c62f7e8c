package pounce.tracing;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import pounce.api.AccessLogQuery;
import pounce.api.Options;
import pounce.api.RequestHead;
import pounce.api.Settings;
import pounce.api.TraceContext;
import pounce.api.event.ClientDisconnected;
import pounce.api.event.RequestEnded;
import pounce.api.event.ResponseAborted;
import pounce.api.event.ResponseCompleted;
import pounce.api.field.SecretParameters;

/// Makes spans of requests, by OpenTelemetry's stable conventions for HTTP servers.
///
/// @param methods that are named
/// @param query what is shown of queries
/// @param secrets what is not
record SpanFactory(Set<String> methods, AccessLogQuery query, SecretParameters secrets) {
    /// The version of the conventions.
    static final String SCHEMA = "https://opentelemetry.io/schemas/1.23.1";

    private static final String OTHER = "_OTHER";
    private static final String HIDDEN = "REDACTED";
    private static final String UNIX = "unix";
    private static final int SERVER_ERROR = 500;

    static SpanFactory of(Settings settings) {
        return new SpanFactory(
                Set.copyOf(settings.get(Options.TRACING_METHODS)),
                settings.get(Options.TRACING_QUERY),
                SecretParameters.and(settings.get(Options.TRACING_REDACT)));
    }

    /// {@return the span of a request}
    ///
    /// @param end of the request
    /// @param trace of the request
    /// @param failure the class of what the application threw, if it did
    Span span(RequestEnded end, TraceContext trace, Optional<String> failure) {
        var head = end.head();
        boolean known = methods.contains(head.method());
        var error = error(end, failure);
        var attributes =
                new Attributes()
                        .text("http.request.method", known ? head.method() : OTHER)
                        .text("http.request.method_original", known ? "" : head.method())
                        .number("http.response.status_code", end.status() == 0 ? -1 : end.status())
                        .text("error.type", error)
                        .text("url.scheme", head.scheme())
                        .text("url.path", head.rawPath())
                        .text("url.query", query(head))
                        .text("network.protocol.version", head.httpVersion())
                        .text("user_agent.original", head.headers().first("user-agent").orElse(""))
                        .text("pounce.request.id", head.requestId());
        addServer(attributes, head);
        addClient(attributes, end);
        long offset = offset();
        return new Span(
                trace,
                known ? head.method() : "HTTP",
                end.request().timestampNs() + offset,
                end.timestampNs() + offset,
                attributes.list(),
                !error.isEmpty());
    }

    /// {@return how much the wall clock is ahead of [System#nanoTime()] now}
    private static long offset() {
        var now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - System.nanoTime();
    }

    private String query(RequestHead head) {
        var text = head.rawQuery();
        return switch (query) {
            case SHOWN -> text;
            case OMITTED -> "";
            case REDACTED -> text.isEmpty() ? "" : secrets.hide(text, 0, HIDDEN);
        };
    }

    private static void addServer(Attributes attributes, RequestHead head) {
        var server = ServerName.of(head);
        attributes.text("server.address", server.host()).number("server.port", server.port());
    }

    private static void addClient(Attributes attributes, RequestEnded end) {
        var client = end.head().client().host();
        attributes.text("client.address", client.equals(UNIX) ? "" : client);
        var connection = end.request().connection();
        if (!connection.clientAddr().equals(UNIX)) {
            attributes
                    .text("network.peer.address", connection.clientAddr())
                    .number("network.peer.port", connection.clientPort());
        }
    }

    /// A client that leaves a stream of unknown length ends it in the only way there is.
    private static String error(RequestEnded end, Optional<String> failure) {
        return switch (end) {
            case ResponseCompleted done ->
                    done.status() < SERVER_ERROR
                            ? ""
                            : failure.orElseGet(() -> Integer.toString(done.status()));
            case ResponseAborted aborted ->
                    failure.orElseGet(() -> aborted.reason().name().toLowerCase(Locale.ROOT));
            case ClientDisconnected gone -> gone.streaming() ? "" : "client_disconnect";
        };
    }
}
