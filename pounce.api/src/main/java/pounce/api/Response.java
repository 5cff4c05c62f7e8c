package pounce.api;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/// A response: status, fields, content. Immutable and safe to share: a response that is always the
/// same belongs in a constant, and sending it then allocates nothing, for it hands out the same two
/// events every time.
///
/// The server adds framing, `Date` and `Server`, and leaves content out where HEAD, 204 and 304
/// demand it.
public final class Response {
    private static final ResponseBody NOTHING = ResponseBody.end();

    private final ResponseStart start;
    private final Content content;
    private final ResponseBody whole;
    private final Supplier<Headers> trailers;

    private Response(ResponseStart start, Content content, Supplier<Headers> trailers) {
        this.start = start;
        this.content = content;
        this.whole = content instanceof Content.Bytes(var data) ? ResponseBody.last(data) : NOTHING;
        this.trailers = trailers;
    }

    /// Returns a response of this status without content.
    public static Response of(int status) {
        return new Response(new ResponseStart(status), new Content.None(), Headers::empty);
    }

    /// Returns 200 with content.
    ///
    /// @param type a media type (RFC 9110, section 8.3.1)
    public static Response of(String type, Content content) {
        return of(200).header("content-type", type).content(content);
    }

    /// Returns 200 with `text/plain`, encoded once, now.
    public static Response text(String text) {
        return bytes("text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /// Returns 200 with `text/html`.
    public static Response html(String html) {
        return bytes("text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    /// Returns 200 with `application/json`; how objects become JSON is the application's choice of
    /// library.
    public static Response json(String json) {
        return bytes("application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    /// Returns 200 with octets.
    ///
    /// @param bytes not copied: must not be changed any more
    public static Response bytes(String type, byte[] bytes) {
        return of(type, new Content.Bytes(ByteBuffer.wrap(bytes)));
    }

    /// Returns 200 with content that is written while it is sent.
    public static Response stream(String type, Content.Writer writer) {
        return of(type, new Content.Stream(writer));
    }

    /// Returns 200 with server-sent events.
    public static Response events(Content.Publisher publisher) {
        return of("text/event-stream", new Content.Events(publisher))
                .header("cache-control", "no-cache");
    }

    /// Returns 303 (RFC 9110, section 15.4.4): the client goes on with GET. For the others:
    /// `redirect(to).status(308)`.
    public static Response redirect(URI location) {
        return of(303).header("location", location.toASCIIString());
    }

    public int status() {
        return start.status();
    }

    public Headers headers() {
        return start.headers();
    }

    public Content content() {
        return content;
    }

    /// Returns a copy with this status.
    public Response status(int status) {
        return new Response(new ResponseStart(status, headers()), content, trailers);
    }

    /// Returns a copy in which the field has this one value; [Headers#plus] is for more than one.
    public Response header(String name, String value) {
        return headers(headers().with(name, value));
    }

    /// Returns a copy with these fields in place of all others.
    public Response headers(Headers headers) {
        return new Response(new ResponseStart(status(), headers), content, trailers);
    }

    /// Returns a copy with this content.
    public Response content(Content content) {
        return new Response(start, content, trailers);
    }

    /// Returns a copy with trailer fields, for example a digest of what was streamed.
    ///
    /// @param trailers asked when all content has been sent; their names belong in a `Trailer`
    ///   field
    public Response trailers(Supplier<Headers> trailers) {
        return new Response(start, content, trailers);
    }

    /// Sends this response as events; blocks until the server has taken the last of them.
    public void sendTo(Send send) throws Exception {
        send.send(start);
        switch (content) {
            case Content.None _, Content.Bytes _ -> send.send(whole);
            case Content.Stream(var writer) -> sendStream(writer, send);
            case Content.Events(var publisher) -> sendEvents(publisher, send);
        }
    }

    private void sendStream(Content.Writer writer, Send send) throws Exception {
        var out = new ContentStream(send);
        writer.writeTo(out);
        out.flush();
        var last = trailers.get();
        send.send(last.size() == 0 ? NOTHING : new ResponseTrailers(last));
    }

    private static void sendEvents(Content.Publisher publisher, Send send) throws Exception {
        send.send(ResponseBody.piece(NOTHING.data()));
        publisher.publishTo(event ->
                send.send(
                        ResponseBody.piece(
                                ByteBuffer.wrap(
                                        event.toString().getBytes(StandardCharsets.UTF_8)))));
        send.send(NOTHING);
    }
}
