package pounce.tests.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import pounce.api.Handler;
import pounce.api.Middleware;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.Settings;
import pounce.api.spi.ContentCoding;
import pounce.api.spi.ContentCodingProvider;
import pounce.api.spi.Extension;
import pounce.api.spi.Services;
import pounce.middleware.compression.CompressionProvider;
import pounce.tests.tls.Wire;
import pounce.zstd.ZstdCoding;
import pounce.zstd.ZstdProvider;

/// The plug-in in a server, beside which it was put and nothing else.
@Timeout(60)
@Tag("wire")
final class ZstdServerTest {
    private static final String TEXT = "It was a dark and stormy night. ".repeat(4000);

    private static Server start(Handler handler, Map<String, String> settings) {
        return Pounce.start(handler, Wire.config().workers(1).set(settings).build());
    }

    private static String unzstd(byte[] octets) throws IOException {
        try (var in = new ZstdInputStream(new ByteArrayInputStream(octets))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void anAnswerIsCodedAndCanBeDecodedAgain(HttpClient.Version version) throws Exception {
        Handler handler =
                request ->
                        request.path().equals("/stream")
                                ? Response.stream(
                                        "text/plain", out -> out.write(TEXT.getBytes(UTF_8)))
                                : Response.text(TEXT);
        try (var server = start(handler, Map.of());
                var client = Wire.client()) {
            for (var path : List.of("/", "/stream")) {
                var request =
                        HttpRequest.newBuilder(server.uri().resolve(path))
                                .version(version)
                                .header("accept-encoding", "gzip, deflate, br, zstd");
                var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());

                assertEquals(Optional.of("zstd"), answer.headers().firstValue("content-encoding"));
                assertEquals(Optional.of("accept-encoding"), answer.headers().firstValue("vary"));
                assertEquals(TEXT, unzstd(answer.body()));
                assertTrue(answer.body().length < TEXT.length() / 100);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, zstd                | zstd",
                "zstd;q=0.5, gzip          | gzip",
                "zstd;q=0.5, gzip;q=0.4    | zstd",
                "*                         | zstd",
                "*, zstd;q=0               | gzip",
                "gzip                      | gzip",
                "zstd;q=0, identity        | ''",
            })
    void theClientChoosesThenTheServer(String field, String coding) throws Exception {
        try (var server = start(_ -> Response.text(TEXT), Map.of());
                var client = Wire.client()) {
            var request = HttpRequest.newBuilder(server.uri()).header("accept-encoding", field);
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.discarding());

            assertEquals(coding, answer.headers().firstValue("content-encoding").orElse(""));
        }
    }

    /// A client sees an event when it is published, not when there are enough of them.
    @Test
    void eventsArriveOneByOne() throws Exception {
        var events = new SynchronousQueue<String>();
        Handler handler =
                _ ->
                        Response.events(sink -> {
                            for (var event = events.take();
                                    !event.isEmpty();
                                    event = events.take()) {
                                sink.send(event);
                            }
                        });
        try (var server = start(handler, Map.of("compression.event-streams", "true"));
                var client = Wire.client()) {
            var request =
                    HttpRequest.newBuilder(server.uri()).header("accept-encoding", "zstd").build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertEquals(Optional.of("zstd"), answer.headers().firstValue("content-encoding"));
            try (var in = new ZstdInputStream(answer.body()).setContinuous(true)) {
                for (var event : List.of("first", "second", "third")) {
                    assertTrue(events.offer(event, 10, TimeUnit.SECONDS));
                    var expected = "data: " + event + "\n\n";
                    var seen = new StringBuilder();
                    while (seen.length() < expected.length()) {
                        int octet = in.read(); // none while there is no whole block yet
                        if (octet >= 0) {
                            seen.append((char) octet);
                        }
                    }
                    assertEquals(expected, seen.toString());
                }
                assertTrue(events.offer("", 10, TimeUnit.SECONDS));
            }
        }
    }

    // ---------------------------------------------------------------- what is native

    /// Compression with the same coding, which the test can ask how much of it is alive.
    private static final class Watched implements AutoCloseable {
        private final ConcurrentLinkedQueue<ZstdCoding> codings = new ConcurrentLinkedQueue<>();

        Middleware middleware(Settings settings) {
            var zstd = new ZstdProvider();
            var provider =
                    new ContentCodingProvider() {
                        @Override
                        public String name() {
                            return "zstd";
                        }

                        @Override
                        public int preference() {
                            return 1;
                        }

                        @Override
                        public ContentCoding create(Settings settings) {
                            var coding = (ZstdCoding) zstd.create(settings);
                            codings.add(coding);
                            return coding;
                        }
                    };
            return new CompressionProvider()
                    .create(
                            settings,
                            new Services() {
                                @Override
                                public <T extends Extension> List<T> all(Class<T> service) {
                                    return List.of(service.cast(provider));
                                }
                            });
        }

        int alive() {
            return codings.stream().mapToInt(ZstdCoding::alive).sum();
        }

        @Override
        public void close() {
            assertEquals(0, alive(), "with its server");
        }
    }

    private static Server start(Handler handler, Watched watched) {
        var config = Wire.config().workers(1).set(Map.of("compression", "false"));
        return Pounce.start(handler, config.middleware(watched.middleware(config.build())).build());
    }

    /// Clients that go away while they are sent to, and handlers that throw: each leaves an encoder
    /// in the middle of its content.
    @Test
    void whateverBreaksOffLeavesNothing() throws Exception {
        var over = new CountDownLatch(20);
        Handler handler =
                request ->
                        Response.stream(
                                "text/plain",
                                out -> {
                                    try {
                                        out.write(TEXT.getBytes(UTF_8));
                                        out.flush();
                                        if (request.path().equals("/throws")) {
                                            throw new IllegalStateException("on purpose");
                                        }
                                        while (true) {
                                            out.write(TEXT.getBytes(UTF_8));
                                            out.flush();
                                        }
                                    } finally {
                                        over.countDown();
                                    }
                                });
        try (var watched = new Watched()) {
            try (var server = start(handler, watched)) {
                for (int i = 0; i < 20; i++) {
                    try (var peer = Peer.of(server)) {
                        peer.says(
                                "GET %s HTTP/1.1\r\nhost: a\r\naccept-encoding: zstd\r\n\r\n"
                                        .formatted(i % 2 == 0 ? "/throws" : "/"));
                        assertTrue(peer.hears("\r\n\r\n").contains("content-encoding: zstd\r\n"));
                    }
                }
                assertTrue(over.await(30, TimeUnit.SECONDS));
                assertTrue(watched.alive() >= 1);
            }
        }
    }
}
