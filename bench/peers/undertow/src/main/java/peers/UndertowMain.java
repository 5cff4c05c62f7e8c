package peers;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.server.handlers.resource.ResourceHandler;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;

import org.xnio.Options;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Undertow core; blocking handlers go to virtual threads.
public final class UndertowMain {
    static final ExecutorService VT = Executors.newVirtualThreadPerTaskExecutor();

    /// null: Undertow's own worker pool. -Dstreamvt=true: virtual threads, which spin after a
    /// client is gone.
    static final Executor STREAM = Boolean.getBoolean("streamvt") ? VT : null;

    static final Map<Integer, ByteBuffer> BIG = new ConcurrentHashMap<>();

    static ByteBuffer direct(byte[] b) {
        return ByteBuffer.allocateDirect(b.length).put(b).flip();
    }

    static final ByteBuffer HELLO = direct(Peer.HELLO);

    public static void main(String[] a) {
        ResourceHandler files = new ResourceHandler(new PathResourceManager(Peer.WWW, 1024));
        HttpHandler root = x -> handle(x, files);
        Undertow.Builder b =
                Undertow.builder()
                        .addHttpListener(Peer.port(a), "127.0.0.1")
                        .setIoThreads(Peer.CPUS)
                        .setSocketOption(Options.BACKLOG, 4096)
                        .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
                        .setHandler(root);
        if (Peer.h2(a)) b.addHttpsListener(Peer.tlsPort(a), "127.0.0.1", Peer.sslContext());
        b.build().start();
    }

    static void head(HttpServerExchange x, String type) {
        HeaderMap h = x.getResponseHeaders();
        h.put(Headers.CONTENT_TYPE, type);
        h.put(Headers.SERVER, "undertow");
    }

    static void handle(HttpServerExchange x, HttpHandler files) throws Exception {
        String p = x.getRequestPath();
        switch (p) {
            case "/plaintext" -> {
                head(x, "text/plain");
                x.getResponseSender().send(HELLO.duplicate());
            }
            case "/json" -> {
                head(x, "application/json");
                x.getResponseSender().send(ByteBuffer.wrap(Peer.json()));
            }
            case "/echo" ->
                    x.getRequestReceiver()
                            .receiveFullBytes((e, d) -> {
                                head(e, "application/octet-stream");
                                e.getResponseSender().send(ByteBuffer.wrap(d));
                            });
            case "/sleep/50" ->
                    x.dispatch(
                            VT,
                            e -> {
                                Thread.sleep(50);
                                head(e, "text/plain");
                                e.getResponseSender().send(HELLO.duplicate());
                            });
            case "/stream" ->
                    x.dispatch(
                            STREAM,
                            e -> {
                                e.startBlocking();
                                head(e, "application/octet-stream");
                                try (OutputStream o = e.getOutputStream()) {
                                    for (int i = 0; i < Peer.CHUNKS; i++) {
                                        o.write(Peer.CHUNK);
                                        o.flush();
                                    }
                                }
                            });
            default -> {
                if (p.startsWith("/bytes/")) {
                    head(x, "application/octet-stream");
                    x.getResponseSender()
                            .send(
                                    BIG.computeIfAbsent(Peer.tailInt(p), n -> direct(Peer.bytes(n)))
                                            .duplicate());
                } else {
                    x.getResponseHeaders().put(Headers.SERVER, "undertow");
                    files.handleRequest(x);
                }
            }
        }
    }
}
