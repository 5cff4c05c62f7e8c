package peers;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.file.FileService;

import java.net.InetSocketAddress;
import java.time.Duration;

/// Armeria: HTTP/1 and HTTP/2 on the same port.
public final class ArmeriaMain {
    static final HttpData HELLO = HttpData.wrap(Peer.HELLO), CHUNK = HttpData.wrap(Peer.CHUNK);

    public static void main(String[] a) throws Exception {
        ServerBuilder b = Server.builder().http(new InetSocketAddress("127.0.0.1", Peer.port(a)));
        if (Peer.h2(a))
            b.https(new InetSocketAddress("127.0.0.1", Peer.tlsPort(a)))
                    .tls(Peer.CERT.toFile(), Peer.KEY.toFile());
        b.maxRequestLength(16 << 20)
                .service("/plaintext", (c, q) -> ok(MediaType.PLAIN_TEXT_UTF_8, HELLO))
                .service("/json", (c, q) -> ok(MediaType.JSON, HttpData.wrap(Peer.json())))
                .service(
                        "/echo",
                        (c, q) ->
                                HttpResponse.of(
                                        q.aggregate()
                                                .thenApply(r ->
                                                        ok(MediaType.OCTET_STREAM, r.content()))))
                .service(
                        "/sleep/50",
                        (c, q) ->
                                HttpResponse.delayed(
                                        () -> ok(MediaType.PLAIN_TEXT_UTF_8, HELLO),
                                        Duration.ofMillis(50)))
                .service(
                        "/bytes/{n}",
                        (c, q) ->
                                ok(
                                        MediaType.OCTET_STREAM,
                                        HttpData.wrap(
                                                Peer.bytes(Integer.parseInt(c.pathParam("n"))))))
                .service(
                        "/stream",
                        (c, q) -> {
                            HttpResponseWriter w = HttpResponse.streaming();
                            w.write(
                                    ResponseHeaders.of(
                                            HttpStatus.OK,
                                            HttpHeaderNames.CONTENT_TYPE,
                                            MediaType.OCTET_STREAM));
                            chunk(w, Peer.CHUNKS);
                            return w;
                        })
                .serviceUnder("/static", FileService.builder(Peer.STATIC).build());
        b.build().start().join();
    }

    static void chunk(HttpResponseWriter w, int left) {
        if (left == 0) {
            w.close();
            return;
        }
        w.write(CHUNK);
        w.whenConsumed().thenRun(() -> chunk(w, left - 1));
    }

    static HttpResponse ok(MediaType t, HttpData d) {
        return HttpResponse.of(
                ResponseHeaders.builder(HttpStatus.OK)
                        .contentType(t)
                        .contentLength(d.length())
                        .build(),
                d);
    }
}
