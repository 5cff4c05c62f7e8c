package pounce.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import pounce.testkit.TestServer;
import pounce.testkit.TestServerExtension;

@Timeout(30)
final class ShowcaseTest {
    @RegisterExtension
    static final TestServerExtension SERVER =
            TestServerExtension.of("pounce.examples.showcase", _ -> {});

    private final TestServer server = SERVER.server();

    @ParameterizedTest
    @CsvSource({
        "/plaintext,   200, 13",
        "/json,        200, 61",
        "/bytes/0,     200, 0",
        "/bytes/1000,  200, 1000",
        "/stream,      200, 102400",
        "/sleep/1,     200, 13",
        "/static/file.txt,  200, 10000",
        "/static/f1k.bin,   200, 1024",
        "/static/f100k.bin, 200, 102400",
        "/static/f10m.bin,  200, 10485760",
        "/nocontent,   204, 0"
    })
    void answersWithThisStatusAndThisManyOctets(String path, int status, int octets)
            throws IOException, InterruptedException {
        var response =
                server.client().send(server.request(path).build(), BodyHandlers.ofByteArray());

        assertEquals(status, response.statusCode());
        assertEquals(octets, response.body().length);
    }

    @ParameterizedTest
    @CsvSource({
        "/bytes/16777217, 400",
        "/bytes/-1, 400",
        "/bytes/many, 400",
        "/sleep/60001, 400",
        "/error, 500",
        "/nowhere, 404",
        "/static/none.txt, 404",
        "/plaintext/, 404"
    })
    void refuses(String path, int status) throws IOException, InterruptedException {
        assertEquals(status, server.get(path).statusCode());
    }

    @Test
    void echoesContentAndItsType() throws IOException, InterruptedException {
        var request =
                server.request("/echo")
                        .header("content-type", "text/x-poem")
                        .POST(BodyPublishers.ofString("so much depends"));

        var response = server.send(request);

        assertEquals("so much depends", response.body());
        assertEquals("text/x-poem", response.headers().firstValue("content-type").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"DELETE, /json, 'GET, HEAD'", "DELETE, /echo, 'GET, POST'"})
    void namesTheMethodsThatAreAllowed(String method, String path, String allowed)
            throws IOException, InterruptedException {
        var response = server.send(server.request(path).method(method, BodyPublishers.noBody()));

        assertEquals(405, response.statusCode());
        assertEquals(allowed, response.headers().firstValue("allow").orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("links")
    void linksWhatIsThere(String link) throws IOException, InterruptedException {
        assertEquals(link.equals("/nowhere"), server.get(link).statusCode() == 404);
    }

    static List<String> links() throws IOException, InterruptedException {
        return Pattern.compile("href=\"(/[^\"]+)\"")
                .matcher(SERVER.server().get("/").body())
                .results()
                .map(link -> link.group(1))
                .toList();
    }
}
