package peers;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PfxOptions;

import java.util.HashMap;
import java.util.Map;

/// Vert.x core, one verticle per core, no router.
public final class VertxMain extends VerticleBase {
    static final CharSequence SERVER = HttpHeaders.createOptimized("vertx"),
            TEXT = HttpHeaders.createOptimized("text/plain"),
            JSON = HttpHeaders.createOptimized("application/json"),
            BIN = HttpHeaders.createOptimized("application/octet-stream");
    static final Buffer HELLO = Buffer.buffer(Peer.HELLO), CHUNK = Buffer.buffer(Peer.CHUNK);
    static final CharSequence HELLO_LEN = HttpHeaders.createOptimized("13");
    private final String[] args;
    private String dateFrom = "";
    private CharSequence dateText = "";
    private final Map<Integer, Buffer> big = new HashMap<>();

    VertxMain(String[] args) {
        this.args = args;
    }

    public static void main(String[] a) throws Exception {
        Vertx v =
                Vertx.vertx(
                        new VertxOptions()
                                .setPreferNativeTransport(Boolean.getBoolean("native"))
                                .setEventLoopPoolSize(Peer.CPUS));
        v.deployVerticle(() -> new VertxMain(a), new DeploymentOptions().setInstances(Peer.CPUS))
                .await();
    }

    @Override
    public Future<?> start() {
        HttpServerOptions o =
                new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(Peer.port(args))
                        .setAcceptBacklog(4096)
                        .setTcpNoDelay(true);
        Future<?> f = vertx.createHttpServer(o).requestHandler(this::handle).listen();
        if (!Peer.h2(args)) return f;
        HttpServerOptions t =
                new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(Peer.tlsPort(args))
                        .setAcceptBacklog(4096)
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(
                                new PfxOptions()
                                        .setPath(Peer.KEYSTORE.toString())
                                        .setPassword(Peer.PASS));
        return f.compose(x -> vertx.createHttpServer(t).requestHandler(this::handle).listen());
    }

    private CharSequence date() {
        String s = Peer.date();
        if (s != dateFrom) {
            dateFrom = s;
            dateText = HttpHeaders.createOptimized(s);
        }
        return dateText;
    }

    private HttpServerResponse head(HttpServerRequest q, CharSequence type) {
        HttpServerResponse r = q.response();
        r.headers()
                .set(HttpHeaders.CONTENT_TYPE, type)
                .set(HttpHeaders.SERVER, SERVER)
                .set(HttpHeaders.DATE, date());
        return r;
    }

    private void hello(HttpServerRequest q) {
        HttpServerResponse r = head(q, TEXT);
        r.headers().set(HttpHeaders.CONTENT_LENGTH, HELLO_LEN);
        r.end(HELLO);
    }

    private void chunk(HttpServerResponse r, int left) {
        if (left == 0) r.end();
        else r.write(CHUNK).onComplete(x -> chunk(r, left - 1));
    }

    private void handle(HttpServerRequest q) {
        String p = q.path();
        switch (p) {
            case "/plaintext" -> hello(q);
            case "/json" -> head(q, JSON).end(Buffer.buffer(Peer.json()));
            case "/echo" -> q.body().onSuccess(b -> head(q, BIN).end(b));
            case "/sleep/50" -> vertx.setTimer(50, x -> hello(q));
            case "/stream" -> chunk(head(q, BIN).setChunked(true), Peer.CHUNKS);
            default -> {
                if (p.startsWith("/bytes/"))
                    head(q, BIN)
                            .end(
                                    big.computeIfAbsent(
                                            Peer.tailInt(p), n -> Buffer.buffer(Peer.bytes(n))));
                else if (p.startsWith("/static/"))
                    head(q, BIN).sendFile(Peer.STATIC.resolve(p.substring(8)).toString());
                else q.response().setStatusCode(404).end();
            }
        }
    }
}
