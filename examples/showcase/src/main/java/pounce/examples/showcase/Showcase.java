package pounce.examples.showcase;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import pounce.api.App;
import pounce.api.Content;
import pounce.api.Handler;
import pounce.api.Receive;
import pounce.api.Request;
import pounce.api.Response;
import pounce.api.Scope;
import pounce.api.Send;
import pounce.api.StaticFiles;

/// An endpoint for each way in which a response can come about.
public final class Showcase implements App {
    private static final String OCTETS = "application/octet-stream";

    private static final Response PLAINTEXT = Response.text("Hello, World!");
    private static final Response TEXT =
            Response.text("A response that is always the same is made once, and sent as it is.\n");
    private static final Response NO_CONTENT = Response.of(204);
    private static final Response STREAM =
            Response.stream("text/plain; charset=utf-8", Showcase::writeChunks);
    private static final Response NOT_FOUND = Response.text("There is nothing here.\n").status(404);
    private static final Response OUT_OF_RANGE =
            Response.text("That is no number, or one that is too large.\n").status(400);

    private static final int CHUNKS = 100;
    private static final byte[] CHUNK =
            "0123456789abcdef".repeat(64).getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_SLEEP = (int) Duration.ofMinutes(1).toMillis();

    private final App app =
            StaticFiles.middleware(
                            StaticFiles.resources("/static", Showcase.class.getModule(), "static"))
                    .apply(App.of(Showcase::answer));

    @Override
    public void handle(Scope scope, Receive receive, Send send) throws Exception {
        app.handle(scope, receive, send);
    }

    private static Response answer(Request request) throws Exception {
        return switch (endpoint(request.path())) {
            case "/" -> get(request, Index::page);
            case "/plaintext" -> get(request, _ -> PLAINTEXT);
            case "/text" -> get(request, _ -> TEXT);
            case "/json" -> get(request, Showcase::json);
            case "/echo" -> echoOrHelp(request);
            case "/bytes/" -> get(request, Showcase::bytes);
            case "/stream" -> get(request, _ -> STREAM);
            case "/sleep/" -> get(request, Showcase::sleep);
            case "/nocontent" -> get(request, _ -> NO_CONTENT);
            case "/error" -> get(request, Showcase::fail);
            default -> NOT_FOUND;
        };
    }

    /// {@return the path to its second slash: what comes after that is a parameter}
    private static String endpoint(String path) {
        int slash = path.indexOf('/', 1);
        return slash < 0 ? path : path.substring(0, slash + 1);
    }

    private static Response get(Request request, Handler handler) throws Exception {
        return switch (request.method()) {
            case "GET", "HEAD" -> handler.handle(request);
            default -> notAllowed("GET, HEAD");
        };
    }

    private static Response notAllowed(String methods) {
        return Response.text("Try " + methods + ".\n").status(405).header("allow", methods);
    }

    private static Response json(Request request) {
        return Response.json(new Message(42, "Hello, \"World\"!", true, 0.5).toJson());
    }

    /// Both methods read what there is, so that a conformance tester can use one path for all.
    private static Response echoOrHelp(Request request) {
        return switch (request.method()) {
            case "GET" -> {
                var _ = request.bytes();
                yield Response.text("Send something here with POST.\n");
            }
            case "POST" -> echo(request);
            default -> notAllowed("GET, POST");
        };
    }

    /// What is read is written at once: neither side is ever in memory as a whole.
    private static Response echo(Request request) {
        var type = request.headers().first("content-type").orElse(OCTETS);
        return Response.stream(type, out -> request.body().transferTo(out));
    }

    private static Response bytes(Request request) {
        int count = parameter(request);
        return count < 0 || count > Octets.MAX
                ? OUT_OF_RANGE
                : Response.of(OCTETS, new Content.Bytes(Octets.first(count)));
    }

    private static void writeChunks(OutputStream out) throws IOException {
        for (int i = 0; i < CHUNKS; i++) {
            out.write(CHUNK);
            out.flush();
        }
    }

    /// Blocking is fine: the thread is virtual, and nobody else waits for it.
    private static Response sleep(Request request) throws InterruptedException {
        int milliseconds = parameter(request);
        if (milliseconds < 0 || milliseconds > LONGEST_SLEEP) return OUT_OF_RANGE;
        Thread.sleep(milliseconds);
        return PLAINTEXT;
    }

    private static Response fail(Request request) {
        throw new IllegalStateException("thrown on request, by " + request);
    }

    /// {@return the number that ends the path; -1 if it is none}
    private static int parameter(Request request) {
        var path = request.path();
        try {
            return Integer.parseInt(path, path.indexOf('/', 1) + 1, path.length(), 10);
        } catch (NumberFormatException _) {
            return -1;
        }
    }
}
