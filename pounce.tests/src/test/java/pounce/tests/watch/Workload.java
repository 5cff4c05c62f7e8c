package pounce.tests.watch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import pounce.api.App;
import pounce.api.Handler;
import pounce.api.Headers;
import pounce.api.HttpScope;
import pounce.api.Receive;
import pounce.api.Request;
import pounce.api.RequestBody;
import pounce.api.Response;
import pounce.api.ResponseBody;
import pounce.api.ResponseStart;
import pounce.api.Send;

/// Requests of many kinds, and an application that answers each in its own way.
public enum Workload {
    TEXT("GET /text?q=1 HTTP/1.1\r\nhost: a\r\n\r\n"),
    HEAD("HEAD /text HTTP/1.1\r\nhost: a\r\n\r\n"),
    LARGE("GET /large HTTP/1.1\r\nhost: a\r\n\r\n"),
    NO_CONTENT("GET /none HTTP/1.1\r\nhost: a\r\n\r\n"),
    STREAM("GET /stream HTTP/1.1\r\nhost: a\r\n\r\n"),
    HEAD_OF_STREAM("HEAD /stream HTTP/1.1\r\nhost: a\r\n\r\n"),
    OLD_STREAM("GET /stream HTTP/1.0\r\n\r\n"),
    LAST("GET /text HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"),
    ECHO("POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\nhello"),
    CHUNKED(
            "POST /echo HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"),
    EXPECTED(
            "POST /echo HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 5\r\n\r\nhello"),
    TOO_LARGE("POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 5000000\r\n\r\n"),
    IGNORED("POST /text HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\n\r\nleft"),
    EARLY_ANSWER(
            "POST /early HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 5\r\n\r\nhello"),
    FAILURE("GET /throw HTTP/1.1\r\nhost: a\r\n\r\n"),
    MUTE("GET /mute HTTP/1.1\r\nhost: a\r\n\r\n"),
    HALF_STREAM("GET /half-stream HTTP/1.1\r\nhost: a\r\n\r\n"),
    TOO_SHORT("GET /too-short HTTP/1.1\r\nhost: a\r\n\r\n"),
    BROKEN_CHUNKS("POST /echo HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n"),
    GARBAGE("garbage\r\n\r\n");

    private static final int PIECES = 20;

    private final String wire;

    Workload(String wire) {
        this.wire = wire;
    }

    /// {@return the request as it is sent}
    public String wire() {
        return wire;
    }

    /// {@return the application that answers all kinds}
    public static App app() {
        var handler = App.of((Handler) Workload::answer);
        return (scope, receive, send) -> {
            switch (scope instanceof HttpScope http ? http.path() : "") {
                case "/mute" -> {}
                case "/early" -> answerEarly(receive, send);
                case "/too-short" -> {
                    send.send(new ResponseStart(200, Headers.of("content-length", "9")));
                    send.send(new ResponseBody(octets("short"), false));
                }
                default -> handler.handle(scope, receive, send);
            }
        };
    }

    private static Response answer(Request request) {
        return switch (request.path()) {
            case "/text" -> Response.text("hello");
            case "/large" -> Response.text("x".repeat(100_000));
            case "/none" -> Response.of(204);
            case "/echo" -> Response.bytes("text/plain", request.bytes());
            case "/stream" ->
                    Response.stream(
                            "text/plain",
                            out -> {
                                for (int i = 0; i < PIECES; i++) {
                                    out.write("piece".getBytes(ISO_8859_1));
                                    out.flush();
                                }
                            });
            case "/half-stream" ->
                    Response.stream(
                            "text/plain",
                            out -> {
                                out.write('x');
                                out.flush();
                                throw new IllegalStateException("half of it");
                            });
            default -> throw new IllegalArgumentException(request.path());
        };
    }

    /// Begins to answer before it reads.
    private static void answerEarly(Receive receive, Send send) {
        send.send(new ResponseStart(200, Headers.empty()));
        send.send(new ResponseBody(octets("first"), false));
        while (receive.receive() instanceof RequestBody body && !body.last()) {
            send.send(new ResponseBody(octets("more"), false));
        }
        send.send(ResponseBody.last(octets("last")));
    }

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }
}
