package peers;

import io.helidon.common.tls.Tls;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.staticcontent.FileSystemHandlerConfig;
import io.helidon.webserver.staticcontent.StaticContentFeature;

import java.io.OutputStream;

/// Helidon SE.
public final class HelidonMain {
    static final Header SERVER = HeaderValues.createCached(HeaderNames.SERVER, "helidon"),
            TEXT = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/plain"),
            JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json"),
            BIN = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/octet-stream");

    /// Helidon leaves Nagle on by default: every answer of several writes then waits 40 ms for the
    /// delayed ACK.
    static final boolean NODELAY = !"false".equals(System.getProperty("nodelay"));

    public static void main(String[] a) {
        WebServer.builder()
                .host("127.0.0.1")
                .port(Peer.port(a))
                .backlog(4096)
                .shutdownHook(false)
                .connectionOptions(o -> o.tcpNoDelay(NODELAY))
                .routing(HelidonMain::routes)
                .build()
                .start();
        if (Peer.h2(a))
            WebServer.builder()
                    .host("127.0.0.1")
                    .port(Peer.tlsPort(a))
                    .backlog(4096)
                    .shutdownHook(false)
                    .connectionOptions(o -> o.tcpNoDelay(NODELAY))
                    .tls(Tls.builder().sslContext(Peer.sslContext()).build())
                    .routing(HelidonMain::routes)
                    .build()
                    .start();
    }

    static ServerResponse head(ServerResponse r, Header type) {
        return r.header(SERVER).header(type);
    }

    static void routes(HttpRouting.Builder r) {
        r.get("/plaintext", (q, s) -> head(s, TEXT).send(Peer.HELLO))
                .get("/json", (q, s) -> head(s, JSON).send(Peer.json()))
                .post("/echo", (q, s) -> head(s, BIN).send(q.content().as(byte[].class)))
                .get(
                        "/sleep/50",
                        (q, s) -> {
                            Thread.sleep(50);
                            head(s, TEXT).send(Peer.HELLO);
                        })
                .get(
                        "/bytes/{n}",
                        (q, s) -> head(s, BIN).send(Peer.bytes(Peer.tailInt(q.path().path()))))
                .get(
                        "/stream",
                        (q, s) -> {
                            head(s, BIN);
                            try (OutputStream o = s.outputStream()) {
                                for (int i = 0; i < Peer.CHUNKS; i++) {
                                    o.write(Peer.CHUNK);
                                    o.flush();
                                }
                            }
                        })
                .register(
                        "/static",
                        StaticContentFeature.createService(
                                FileSystemHandlerConfig.builder().location(Peer.STATIC).build()));
    }
}
