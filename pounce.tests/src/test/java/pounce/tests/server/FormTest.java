package pounce.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.api.FormLimits;
import pounce.api.Handler;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Request;
import pounce.api.RequestHead;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.Size;
import pounce.tests.tls.Wire;

/// Forms over sockets.
@Timeout(60)
@Tag("wire")
final class FormTest {
    private static final String HEAD = "--b0\r\nContent-Disposition: form-data; name=";

    private static ServerConfig.Builder config() {
        return Wire.config().workers(1);
    }

    private static Response names(Request request) {
        var text = new StringBuilder();
        request.parts().forEach(part -> text.append(part.name()).append('=').append(part.text()));
        return Response.text(text.toString());
    }

    private static HttpResponse<String> post(Server server, HttpRequest.BodyPublisher content)
            throws Exception {
        try (var client = Wire.client()) {
            return client.send(
                    HttpRequest.newBuilder(server.uri())
                            .header("content-type", "multipart/form-data; boundary=b0")
                            .POST(content)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    /// Octets that come from nowhere: a file that no memory could hold is like this one.
    private static InputStream octets(int mebibytes) {
        var one = new byte[1 << 20];
        for (int i = 0; i < one.length; i++) {
            one[i] = (byte) (i % 7 == 0 ? '\r' : i % 11 == 0 ? '\n' : i);
        }
        return new SequenceInputStream(
                Collections.enumeration(
                        Collections.nCopies(mebibytes, one).stream()
                                .map(ByteArrayInputStream::new)
                                .toList()));
    }

    @Test
    void aFileIsReadAsItArrives() throws Exception {
        Handler handler =
                request -> {
                    request.limit(Size.ofMebibytes(64));
                    var sum = new CRC32();
                    long length = 0;
                    for (var part : request.parts()) {
                        var out = new CheckedOutputStream(OutputStream.nullOutputStream(), sum);
                        length += part.body().transferTo(out);
                    }
                    return Response.text(length + " " + sum.getValue());
                };
        var expected = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
        octets(20).transferTo(expected);

        try (var server = Pounce.start(handler, config().build())) {
            var answer =
                    post(
                            server,
                            BodyPublishers.ofInputStream(() ->
                                    new SequenceInputStream(
                                            Collections.enumeration(
                                                    List.of(
                                                            text(HEAD + "f; filename=f\r\n\r\n"),
                                                            octets(20),
                                                            text("\r\n--b0--\r\n"))))));

            assertEquals((20 << 20) + " " + expected.getChecksum().getValue(), answer.body());
        }
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsRefusedHasItsStatusAndCode() throws Exception {
        try (var server =
                Pounce.start(
                        (Handler) FormTest::names,
                        config().set(Options.LIMIT_FORM_FIELDS, 1).build())) {
            var one = HEAD + "a\r\n\r\nx\r\n";

            assertEquals("a=x", post(server, BodyPublishers.ofString(one + "--b0--")).body());
            refused(server, one + "--b01", 400, "POUNCE_PARSE_MULTIPART");
            refused(server, one, 400, "POUNCE_PARSE_MULTIPART");
            refused(server, one + one + "--b0--", 413, "POUNCE_LIMIT_FORM_TOO_LARGE");
        }
    }

    private static void refused(Server server, String content, int status, String code)
            throws Exception {
        var answer = post(server, BodyPublishers.ofString(content));

        assertEquals(status, answer.statusCode());
        assertEquals(code, answer.headers().firstValue("x-pounce-error-code").orElseThrow());
    }

    @Test
    void contentOfAnotherTypeIs415() throws Exception {
        try (var server = Pounce.start((Handler) FormTest::names, config().build());
                var peer = Peer.of(server)) {
            peer.says("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\n\r\nx");

            assertTrue(peer.hears("\r\n\r\n").startsWith("HTTP/1.1 415 "));
        }
    }

    @Test
    void aMiddlewareMayAllowARouteMore() throws Exception {
        var large =
                new FormLimits(
                        1000,
                        Size.ofKibibytes(1),
                        Size.ofKibibytes(1),
                        Size.ofKibibytes(1),
                        Size.ofKibibytes(1));
        var more =
                Middleware.with(
                        RequestHead.FORM_LIMITS,
                        head ->
                                head.path().equals("/large")
                                        ? Optional.of(large)
                                        : Optional.empty());
        Handler handler = request -> Response.text(String.valueOf(request.form().first("a")));

        try (var server =
                        Pounce.start(
                                handler,
                                config().set(Options.LIMIT_FORM_MEMORY, new Size(4))
                                        .middleware(more)
                                        .build());
                var peer = Peer.of(server)) {
            var request = "POST %s HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\na=123";
            peer.says(request.formatted("/large"));
            peer.hears("Optional[123]");
            peer.says(request.formatted("/"));

            assertTrue(peer.hears("\r\n\r\n").startsWith("HTTP/1.1 413 "));
        }
    }

    /// What nobody reads is nobody's mistake.
    @Test
    void aConnectionGoesOnBehindAFormThatNobodyReadToItsEnd() throws IOException {
        Handler handler = request -> Response.text(request.parts().iterator().next().name());
        var content = HEAD + "a\r\n\r\nx\r\n--b0--\r\nepilogue";
        var request =
                "POST / HTTP/1.1\r\nhost: a\r\ncontent-type: multipart/form-data; boundary=b0\r\n"
                        + "content-length: "
                        + content.length()
                        + "\r\n\r\n"
                        + content;

        try (var server = Pounce.start(handler, config().build());
                var peer = Peer.of(server)) {
            peer.says(request).hears("\r\n\r\na");
            peer.says(request).hears("\r\n\r\na");
        }
    }
}
