package peers;

import org.microhttp.EventLoop;
import org.microhttp.Header;
import org.microhttp.Options;
import org.microhttp.OptionsBuilder;
import org.microhttp.Request;
import org.microhttp.Response;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// microhttp: event loops, whole bodies only.
public final class MicrohttpMain {
    static final Header SERVER = new Header("Server", "microhttp"),
            TEXT = new Header("Content-Type", "text/plain"),
            JSON = new Header("Content-Type", "application/json"),
            BIN = new Header("Content-Type", "application/octet-stream");
    static final ScheduledExecutorService TIMER =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

    public static void main(String[] a) throws Exception {
        Options o =
                OptionsBuilder.newBuilder()
                        .withHost("127.0.0.1")
                        .withPort(Peer.port(a))
                        .withConcurrency(Peer.CPUS)
                        .withReuseAddr(true)
                        .withAcceptLength(4096)
                        .withReadBufferSize(64 * 1024)
                        .withMaxRequestSize(16 << 20)
                        .build();
        EventLoop e = new EventLoop(o, MicrohttpMain::handle);
        e.start();
        e.join();
    }

    static Response ok(Header type, byte[] b) {
        return new Response(200, "OK", List.of(type, SERVER, new Header("Date", Peer.date())), b);
    }

    static void handle(Request q, Consumer<Response> k) {
        String p = q.uri();
        switch (p) {
            case "/plaintext" -> k.accept(ok(TEXT, Peer.HELLO));
            case "/json" -> k.accept(ok(JSON, Peer.json()));
            case "/echo" -> k.accept(ok(BIN, q.body()));
            case "/sleep/50" ->
                    TIMER.schedule(() -> k.accept(ok(TEXT, Peer.HELLO)), 50, TimeUnit.MILLISECONDS);
            default -> {
                if (p.startsWith("/bytes/")) k.accept(ok(BIN, Peer.bytes(Peer.tailInt(p))));
                else if (p.startsWith("/static/")) {
                    try {
                        k.accept(ok(BIN, Files.readAllBytes(Peer.STATIC.resolve(p.substring(8)))));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                } else k.accept(new Response(404, "Not Found", List.of(), new byte[0]));
            }
        }
    }
}
