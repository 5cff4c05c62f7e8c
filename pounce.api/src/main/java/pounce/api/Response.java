package pounce.api;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Supplier;
import pounce.api.error.ErrorCode;
import pounce.api.field.HttpDate;
import pounce.api.field.ReasonPhrases;
import pounce.api.field.Validators;

/// A response: status, fields, content. Immutable and safe to share: a response that is always the
/// same belongs in a constant, and sending it then allocates nothing, for it hands out the same two
/// events every time.
///
/// The server adds framing, `Date` and `Server`, and leaves content out where HEAD, 204 and 304
/// demand it.
public final class Response {
    private static final Supplier<Headers> NO_TRAILERS = Headers::empty;
    private static final ByteBuffer NOTHING = ResponseBody.end().data();
    private static final ResponseBody PUSH = ResponseBody.piece(NOTHING);

    // Heads that are sent again and again: whoever changes them on their way knows them again.
    private static final ResponseStart TEXT = ok("text/plain; charset=utf-8");
    private static final ResponseStart HTML = ok("text/html; charset=utf-8");
    private static final ResponseStart JSON = ok("application/json");

    private final ResponseStart start;
    private final Content content;
    private final ResponseBody whole;
    private final Supplier<Headers> trailers;

    private Response(ResponseStart start, Content content, Supplier<Headers> trailers) {
        this.start = start;
        this.content = content;
        this.whole =
                content instanceof Content.Bytes(var data)
                        ? ResponseBody.last(data)
                        : ResponseBody.end();
        this.trailers = trailers;
    }

    /// Returns a response of this status without content. An error gets an error page, unless it
    /// has a `Content-Type`; see [Options#ERRORS_PAGES].
    ///
    /// @param status 200 to 599
    /// @return a response
    /// @throws IllegalArgumentException if it is no status of a final response
    public static Response of(int status) {
        return new Response(new ResponseStart(status), new Content.None(), NO_TRAILERS);
    }

    /// Returns 200 with content.
    ///
    /// @param type a media type (RFC 9110, section 8.3.1)
    /// @param content what is sent
    /// @return a response
    /// @throws IllegalArgumentException if the type is no field value
    public static Response of(String type, Content content) {
        return new Response(ok(type), content, NO_TRAILERS);
    }

    private static ResponseStart ok(String type) {
        return new ResponseStart(200, Headers.of("content-type", type));
    }

    /// Returns 200 with `text/plain`, encoded as UTF-8 once, now.
    ///
    /// @param text what is sent
    /// @return a response
    public static Response text(String text) {
        return utf8(TEXT, text);
    }

    /// Returns 200 with `text/html`, encoded as UTF-8 once, now.
    ///
    /// @param html a document; nothing is escaped
    /// @return a response
    public static Response html(String html) {
        return utf8(HTML, html);
    }

    /// Returns 200 with `application/json` (RFC 8259), encoded as UTF-8 once, now. How objects
    /// become JSON is the application's choice of library.
    ///
    /// @param json a JSON text
    /// @return a response
    public static Response json(String json) {
        return utf8(JSON, json);
    }

    /// Returns 200 with octets.
    ///
    /// @param type a media type (RFC 9110, section 8.3.1)
    /// @param bytes not copied: must not be changed any more
    /// @return a response
    /// @throws IllegalArgumentException if the type is no field value
    public static Response bytes(String type, byte[] bytes) {
        return of(type, new Content.Bytes(ByteBuffer.wrap(bytes)));
    }

    /// Returns 200 with a file, opened each time it is sent. A client that asks for ranges gets
    /// them (RFC 9110, section 14).
    ///
    /// The path is used as it is: one that a client has named must be checked before.
    ///
    /// @param type a media type (RFC 9110, section 8.3.1)
    /// @param path of a regular file; if it cannot be opened when it is sent, sending fails before
    ///   anything is sent
    /// @return a response
    /// @throws IllegalArgumentException if the type is no field value
    public static Response file(String type, Path path) {
        return of(type, new Content.File(path));
    }

    /// Returns 200 with content that is written while it is sent.
    ///
    /// @param type a media type (RFC 9110, section 8.3.1)
    /// @param writer called once each time the response is sent, by the thread that sends it
    /// @return a response
    /// @throws IllegalArgumentException if the type is no field value
    public static Response stream(String type, Content.Writer writer) {
        return of(type, new Content.Stream(writer));
    }

    /// Returns 200 with server-sent events (WHATWG HTML, section 9.2), which no cache may keep.
    ///
    /// @param publisher called once each time the response is sent, by the thread that sends it
    /// @return a response
    public static Response events(Content.Publisher publisher) {
        return of("text/event-stream", new Content.Events(publisher))
                .header("cache-control", "no-cache");
    }

    /// Returns what a client is told when somebody answers in place of the application: the status
    /// of a failure, its name, and its code in `X-Pounce-Error-Code`; no detail.
    ///
    /// @param code what failed
    /// @return a response
    public static Response error(ErrorCode code) {
        return text(ReasonPhrases.of(code.status()) + '\n')
                .status(code.status())
                .header("x-pounce-error-code", code.name());
    }

    /// Returns 303 (RFC 9110, section 15.4.4): the client goes on with GET. For the others:
    /// `redirect(to).status(308)`.
    ///
    /// @param location absolute, or relative to the request's
    /// @return a response
    public static Response redirect(URI location) {
        return of(303).header("location", location.toASCIIString());
    }

    /// {@return the status code (RFC 9110, section 15)}
    public int status() {
        return start.status();
    }

    /// {@return the application's own fields}
    public Headers headers() {
        return start.headers();
    }

    /// {@return what is sent after the head}
    public Content content() {
        return content;
    }

    /// Returns a copy with this status.
    ///
    /// @param status 200 to 599
    /// @return a response
    /// @throws IllegalArgumentException if it is no status of a final response
    public Response status(int status) {
        return new Response(new ResponseStart(status, headers()), content, trailers);
    }

    /// Returns a copy in which the field has this one value; [Headers#plus] is for more than one.
    ///
    /// @param name in any case
    /// @param value what it becomes
    /// @return a response
    /// @throws IllegalArgumentException if name or value is none
    public Response header(String name, String value) {
        return headers(headers().with(name, value));
    }

    /// Returns a copy with these fields in place of all others.
    ///
    /// @param headers all of its fields
    /// @return a response
    public Response headers(Headers headers) {
        return new Response(new ResponseStart(status(), headers), content, trailers);
    }

    /// Returns a copy with this content.
    ///
    /// @param content what is sent
    /// @return a response
    public Response content(Content content) {
        return new Response(start, content, trailers);
    }

    /// Returns a copy that says which state of a resource it shows, in `ETag` and `Last-Modified`.
    ///
    /// @param current what tells that state from others
    /// @return a response
    public Response validators(Validators current) {
        var headers = headers();
        if (current.tag().isPresent()) {
            headers = headers.with("etag", current.tag().get().toString());
        }
        if (current.lastModified().isPresent()) {
            headers = headers.with("last-modified", HttpDate.format(current.lastModified().get()));
        }
        return headers(headers);
    }

    /// Returns a copy with trailer fields (RFC 9110, section 6.5), for example a digest of what was
    /// streamed. A client that cannot take them does not get them.
    ///
    /// @param trailers asked each time the response is sent, when all content is; their names
    ///   belong in a `Trailer` field
    /// @return a response
    public Response trailers(Supplier<Headers> trailers) {
        return new Response(start, content, trailers);
    }

    /// Sends this response as events: the head, content in pieces, and what completes it. Blocks
    /// until the server has taken the last of them.
    ///
    /// @param send where they go
    /// @throws Exception what the writer or publisher of the content throws; the response is then
    ///   incomplete
    /// @throws pounce.api.error.PounceException what [Send#send] throws
    public void sendTo(Send send) throws Exception {
        switch (content) {
            case Content.None _, Content.Bytes _ -> sendWhole(send);
            case Content.File(var path) -> sendFile(path, send);
            case Content.Stream(var writer) -> sendStream(writer, send);
            case Content.Events(var publisher) -> sendEvents(publisher, send);
        }
    }

    private void sendWhole(Send send) {
        send.send(start);
        if (hasTrailers()) {
            complete(whole.data(), send);
        } else {
            send.send(whole);
        }
    }

    private void sendFile(Path path, Send send) throws IOException {
        if (!Files.isRegularFile(path)) { // to open a named pipe would wait for its writer
            throw new NoSuchFileException(path.toString(), null, "no regular file");
        }
        try (var file = FileChannel.open(path)) {
            send.send(start);
            if (hasTrailers()) {
                send.send(ResponseFile.piece(file, 0, file.size()));
                complete(NOTHING, send);
            } else {
                send.send(ResponseFile.whole(file));
            }
        }
    }

    private void sendStream(Content.Writer writer, Send send) throws Exception {
        send.send(start);
        var out = new ContentStream(send);
        writer.writeTo(out);
        complete(out.gathered(), send);
    }

    private void sendEvents(Content.Publisher publisher, Send send) throws Exception {
        send.send(start);
        send.send(PUSH);
        publisher.publishTo(event -> send.send(ResponseBody.piece(event.encode())));
        complete(NOTHING, send);
    }

    /// Trailers are asked only when the content they speak of is on its way.
    private void complete(ByteBuffer rest, Send send) {
        if (!hasTrailers()) {
            send.send(rest.hasRemaining() ? ResponseBody.last(rest) : ResponseBody.end());
            return;
        }
        if (rest.hasRemaining()) {
            send.send(ResponseBody.piece(rest));
        }
        var fields = trailers.get();
        send.send(fields.size() == 0 ? ResponseBody.end() : new ResponseTrailers(fields));
    }

    private boolean hasTrailers() {
        return !NO_TRAILERS.equals(trailers);
    }

    private static Response utf8(ResponseStart start, String text) {
        var octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        return new Response(start, new Content.Bytes(octets), NO_TRAILERS);
    }
}
