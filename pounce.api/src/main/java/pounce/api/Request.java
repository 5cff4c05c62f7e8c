package pounce.api;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import pounce.api.error.ErrorCode;
import pounce.api.error.LimitException;
import pounce.api.error.ParseException;
import pounce.api.field.Preconditions;
import pounce.api.field.Validators;
import pounce.api.multipart.Boundary;

/// A request as a [Handler] sees it: its head, and its content once.
///
/// The head is safe to read from any thread; content is for one thread at a time.
public final class Request implements RequestHead {
    private final HttpScope scope;
    private final BodyStream body;
    private final Send send;

    private Request(HttpScope scope, BodyStream body, Send send) {
        this.scope = scope;
        this.body = body;
        this.send = send;
    }

    /// Returns a view of an exchange, for an [App] that wants this one's comforts, or for a test.
    ///
    /// @param scope the head
    /// @param receive brings the content
    /// @param send takes what [#limit] says
    /// @return a request; one for each exchange, for it knows how far the content was read
    public static Request of(HttpScope scope, Receive receive, Send send) {
        return new Request(scope, new BodyStream(receive), send);
    }

    /// Evaluates the conditions of the request (RFC 9110, section 13) against the state of what it
    /// asks for: before a change is made, or a response that the client has already.
    ///
    /// ```java
    /// var current = Validators.of(EntityTag.strong(article.version()));
    /// return request.precondition(current).orElseGet(() -> article.page().validators(current));
    /// ```
    ///
    /// @param current of the representation that exists now
    /// @return 304 if the client has it, 412 if it knows another; empty to do what is asked
    public Optional<Response> precondition(Validators current) {
        return switch (Preconditions.of(headers()::all, Instant.now())
                .evaluate(method(), current)) {
            case PERFORM -> Optional.empty();
            case NOT_MODIFIED -> Optional.of(Response.of(304).validators(current));
            case FAILED -> Optional.of(Response.error(ErrorCode.POUNCE_PRECONDITION_FAILED));
        };
    }

    /// {@return the content as it arrives; always the same stream}
    ///
    /// Reading blocks; not reading holds the client back. What the handler leaves unread is the
    /// server's business. Need not be closed. It throws what [Receive#receive] throws, and
    /// [pounce.api.error.DisconnectException] where content ends too early.
    public InputStream body() {
        return body;
    }

    /// Reads all content that is left; blocks until it has come. All of it is then in memory.
    ///
    /// @return the octets, the caller's own
    /// @throws pounce.api.error.LimitException if it is larger than the limit: 413
    /// @throws pounce.api.error.RequestTimeoutException if the client makes no progress: 408
    /// @throws pounce.api.error.DisconnectException if the client leaves before its end
    public byte[] bytes() {
        return body.readAllBytes();
    }

    /// Reads all content that is left as UTF-8, malformed octets replaced by U+FFFD; blocks and
    /// throws as [#bytes()] does.
    ///
    /// @return a text
    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /// Reads all content that is left as a form, `application/x-www-form-urlencoded` whatever
    /// `Content-Type` calls it; blocks and throws as [#bytes()] does. All of it is then in memory.
    ///
    /// @return its fields
    /// @throws pounce.api.error.ParseException if an escape in it is malformed: 400 if a handler
    ///   lets it pass
    /// @throws pounce.api.error.LimitException if it exceeds one of [#formLimits()]: 413
    public Parameters form() {
        var limits = formLimits();
        var octets =
                body.readAtMost(limits.memory().octets())
                        .orElseThrow(() ->
                                new LimitException(
                                        ErrorCode.POUNCE_LIMIT_FORM_TOO_LARGE,
                                        "a form exceeds limits.form-memory"));
        return Parameters.parse(new String(octets, StandardCharsets.UTF_8), limits);
    }

    /// Reads the content as `multipart/form-data` (RFC 7578), part by part as it arrives, so that a
    /// file of any size needs no memory:
    ///
    /// ```java
    /// for (var part : request.parts()) {
    ///     if (part.filename().isPresent()) {
    ///         part.body().transferTo(file);
    ///     } else {
    ///         fields.put(part.name(), part.text());
    ///     }
    /// }
    /// ```
    ///
    /// The loop blocks, and throws as [Part#body()] does. Whoever takes large files needs [#limit]
    /// too.
    ///
    /// @return the parts, which are there once: asked for again, they go on
    /// @throws pounce.api.error.ParseException if the content is of another type, or the type names
    ///   no boundary: 415 if a handler lets it pass
    public Iterable<Part> parts() {
        var boundary =
                Boundary.of(headers().all("content-type"))
                        .orElseThrow(() ->
                                new ParseException(
                                        ErrorCode.POUNCE_PARSE_CONTENT_TYPE,
                                        "no multipart/form-data with a boundary"));
        var parts = body.parts(boundary, formLimits());
        return () -> parts;
    }

    /// {@return the trailer fields, once the content has been read to its end}
    public Headers trailers() {
        return scope.trailers();
    }

    /// {@return the value of a cookie (RFC 6265, section 5.4), as received: not decoded, quotes
    /// left on; the first if there are several}
    ///
    /// @param name case-sensitive
    public Optional<String> cookie(String name) {
        for (var line : headers().all("cookie")) {
            for (var pair : line.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                    return Optional.of(pair.substring(equals + 1).strip());
                }
            }
        }
        return Optional.empty();
    }

    /// Allows this request more content than [Options#LIMIT_REQUEST_BODY], or less. Call it before
    /// reading.
    ///
    /// @param content the most that the client may send; no more than
    ///   [Options#LIMIT_REQUEST_BODY_MAX]
    /// @return this request
    /// @throws pounce.api.error.AppException if that is more than the server allows
    /// @throws pounce.api.error.DisconnectException if the exchange is over
    public Request limit(Size content) {
        send.send(new RequestLimit(content));
        return this;
    }

    /// Gives this request so much time from now on, in place of [Options#TIMEOUT_REQUEST]: when it
    /// is over, the thread of the handler is interrupted, and the client gets 503 unless a response
    /// is on its way.
    ///
    /// @param time up to 24 hours; zero for no limit
    /// @return this request
    /// @throws IllegalArgumentException if the time is negative or longer than 24 hours
    /// @throws pounce.api.error.DisconnectException if the exchange is over
    public Request limit(Duration time) {
        send.send(new RequestTimeLimit(time));
        return this;
    }

    /// Sends 103 Early Hints (RFC 8297): the client may fetch what it will need while the handler
    /// makes the response. A client of HTTP/1.0 gets none.
    ///
    /// @param links values of `Link` (RFC 8288), such as `</style.css>; rel=preload; as=style`
    /// @return this request
    /// @throws IllegalArgumentException if one is no field value
    /// @throws pounce.api.error.DisconnectException if the client is gone
    public Request hint(String... links) {
        send.send(InterimResponse.earlyHints(links));
        return this;
    }

    @Override
    public String method() {
        return scope.method();
    }

    @Override
    public String path() {
        return scope.path();
    }

    @Override
    public String rawPath() {
        return scope.rawPath();
    }

    @Override
    public Parameters query() {
        return scope.query();
    }

    @Override
    public String rawQuery() {
        return scope.rawQuery();
    }

    @Override
    public Headers headers() {
        return scope.headers();
    }

    @Override
    public String scheme() {
        return scope.scheme();
    }

    @Override
    public String authority() {
        return scope.authority();
    }

    @Override
    public String httpVersion() {
        return scope.httpVersion();
    }

    @Override
    public String rootPath() {
        return scope.rootPath();
    }

    @Override
    public Address client() {
        return scope.client();
    }

    @Override
    public Address server() {
        return scope.server();
    }

    @Override
    public Optional<TlsSession> tls() {
        return scope.tls();
    }

    @Override
    public String requestId() {
        return scope.requestId();
    }

    @Override
    public int generation() {
        return scope.generation();
    }

    @Override
    public FormLimits formLimits() {
        return scope.formLimits();
    }

    @Override
    public boolean isDisconnected() {
        return scope.isDisconnected();
    }

    @Override
    public <T> Optional<T> get(Key<T> key) {
        return scope.get(key);
    }

    /// Returns a view of the same request that answers a value for a key; the content is still
    /// there once.
    ///
    /// @param <T> the attribute's type
    /// @param key compared by identity
    /// @param value its value
    /// @return a request
    @Override
    public <T> Request with(Key<T> key, T value) {
        return new Request(scope.with(key, value), body, send);
    }

    /// {@return method and path, without the query, which may hold secrets}
    @Override
    public String toString() {
        return method() + ' ' + path();
    }
}
