package pounce.tests.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pounce.api.Handler;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.Size;
import pounce.tests.tls.Wire;

/// Coded request content over sockets, in both versions of HTTP.
@Timeout(60)
@Tag("wire")
final class RequestDecodingServerTest {
    private static final String TEXT = "It was a dark and stormy night. ".repeat(500);
    private static final Handler LENGTHS =
            request ->
                    Response.text(
                            "%d %s %s"
                                    .formatted(
                                            (request.path().equals("/large")
                                                            ? request.limit(Size.ofMebibytes(3))
                                                            : request)
                                                    .bytes()
                                                    .length,
                                            request.headers().contains("content-encoding"),
                                            request.headers().contains("content-length")));

    private static Server start(Handler handler, String... settings) {
        var all = new HashMap<>(Map.of("request-decoding", "true"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return Pounce.start(handler, Wire.config().workers(1).set(all).build());
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] noise(int size) {
        var octets = new byte[size];
        new Random(1).nextBytes(octets);
        return octets;
    }

    private static HttpRequest.Builder post(
            Server server, HttpClient.Version version, String coding, byte[] content) {
        return HttpRequest.newBuilder(server.uri())
                .version(version)
                .header("content-encoding", coding)
                .POST(BodyPublishers.ofByteArray(content));
    }

    private static HttpResponse<String> answer(HttpRequest.Builder request) throws Exception {
        try (var client = Wire.client()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void refuses(HttpRequest.Builder request, int status, String code)
            throws Exception {
        var answer = answer(request);
        assertEquals(status, answer.statusCode());
        assertEquals(Optional.of(code), answer.headers().firstValue("x-pounce-error-code"));
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void contentIsDecoded(HttpClient.Version version) throws Exception {
        try (var server = start(request -> Response.text(request.text()))) {
            var plain = TEXT.getBytes(UTF_8);
            for (var coded :
                    Map.of(
                                    "gzip",
                                    gzip(plain),
                                    "zstd",
                                    Zstd.compress(plain),
                                    "gzip, zstd",
                                    Zstd.compress(gzip(plain)),
                                    "identity",
                                    plain)
                            .entrySet()) {
                var request = post(server, version, coded.getKey(), coded.getValue());
                assertEquals(TEXT, answer(request).body(), coded::getKey);

                var unknown = new ByteArrayInputStream(coded.getValue());
                request.POST(BodyPublishers.ofInputStream(() -> unknown));
                assertEquals(TEXT, answer(request).body(), "without a length");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void theHeadSaysNothingOfIt(HttpClient.Version version) throws Exception {
        try (var server = start(LENGTHS)) {
            var request = post(server, version, "gzip", gzip(noise(5000)));

            assertEquals("5000 false false", answer(request).body());
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void everyFaultHasItsStatusAndItsCode(HttpClient.Version version) throws Exception {
        try (var server = start(LENGTHS)) {
            var coded = gzip(noise(5000));

            refuses(post(server, version, "br", coded), 415, "POUNCE_PARSE_CONTENT_CODING_UNKNOWN");
            refuses(post(server, version, "zstd", coded), 400, "POUNCE_PARSE_CONTENT_CODING");
            refuses(
                    post(server, version, "gzip", Arrays.copyOf(coded, coded.length - 1)),
                    400,
                    "POUNCE_PARSE_CONTENT_CODING");
            refuses(
                    post(server, version, "gzip", Arrays.copyOf(coded, coded.length + 1)),
                    400,
                    "POUNCE_PARSE_CONTENT_CODING");
            refuses(
                    post(server, version, "gzip", gzip(new byte[900_000])),
                    413,
                    "POUNCE_LIMIT_CONTENT_RATIO");
            refuses(
                    post(server, version, "gzip, gzip", gzip(gzip(new byte[30 << 20]))),
                    413,
                    "POUNCE_LIMIT_CONTENT_RATIO");
            assertEquals("5000 false false", answer(post(server, version, "gzip", coded)).body());
        }
    }

    @Test
    void aRefusalNamesTheCodingsThatThereAre() throws Exception {
        try (var server = start(LENGTHS)) {
            var request = post(server, HttpClient.Version.HTTP_1_1, "br", new byte[10]);

            var answer = answer(request.header("accept", "application/problem+json"));

            assertEquals(
                    Optional.of("zstd, gzip, deflate"),
                    answer.headers().firstValue("accept-encoding"));
            assertTrue(
                    answer.body().contains("\"code\":\"POUNCE_PARSE_CONTENT_CODING_UNKNOWN\""),
                    answer::body);
        }
    }

    /// As much as a handler allows, in as little as the ratio allows.
    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void theLimitIsForWhatComesInAndForWhatComesOut(HttpClient.Version version) throws Exception {
        try (var server = start(LENGTHS, "request-decoding.ratio", "2000")) {
            var most = post(server, version, "gzip", gzip(new byte[1 << 20]));
            assertEquals("1048576 false false", answer(most).body());
            var more = gzip(new byte[(1 << 20) + 1]);
            refuses(post(server, version, "gzip", more), 413, "POUNCE_LIMIT_REQUEST_TOO_LARGE");
            var large = post(server, version, "gzip", more).uri(server.uri().resolve("/large"));
            assertEquals("1048577 false false", answer(large).body());
            refuses(
                    post(server, version, "gzip", gzip(noise(1 << 20))),
                    413,
                    "POUNCE_LIMIT_REQUEST_TOO_LARGE");
        }
    }

    @Test
    void aConnectionGoesOnBehindARefusal() throws Exception {
        try (var server = start(LENGTHS);
                var peer = Peer.of(server)) {
            var bomb = new String(gzip(new byte[900_000]), ISO_8859_1);
            for (int i = 0; i < 3; i++) {
                peer.says(
                        "POST / HTTP/1.1\r\nhost: a\r\ncontent-encoding: gzip\r\ncontent-length: %d\r\n\r\n%s"
                                .formatted(bomb.length(), bomb));
                assertTrue(peer.hears("Content Too Large\n").startsWith("HTTP/1.1 413 "));
            }
        }
    }

    /// What is left of it is not worth reading, and a client that waits is told at once.
    @Test
    void aConnectionEndsBehindARefusalThatLeavesMuchUnread() throws Exception {
        try (var server = start(LENGTHS);
                var peer = Peer.of(server)) {
            var bomb = new String(gzip(new byte[900_000]), ISO_8859_1);
            peer.says(
                    "POST / HTTP/1.1\r\nhost: a\r\ncontent-encoding: gzip\r\ncontent-length: %d\r\n\r\n%s"
                            .formatted(1_000_000, bomb));

            var answer = peer.hearsUntilClosed();

            assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
            assertTrue(answer.contains("\r\nconnection: close\r\n"), answer);
            assertTrue(
                    answer.contains("\r\nx-pounce-error-code: POUNCE_LIMIT_CONTENT_RATIO\r\n"),
                    answer);
        }
    }

    @Test
    void withoutTheOptionContentIsTheApplications() throws Exception {
        try (var server = start(LENGTHS, "request-decoding", "false")) {
            var coded = gzip(noise(5000));
            var request = post(server, HttpClient.Version.HTTP_1_1, "gzip", coded);

            assertEquals(coded.length + " true true", answer(request).body());
        }
    }
}
