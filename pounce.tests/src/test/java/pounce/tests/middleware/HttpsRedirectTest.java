package pounce.tests.middleware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Forwarding;
import pounce.api.Options;
import pounce.api.Response;
import pounce.api.ServerConfig;
import pounce.api.error.ConfigException;
import pounce.testkit.TestResponse;
import pounce.testkit.TestServer;

@Timeout(60)
final class HttpsRedirectTest {
    private static TestServer start() {
        return start(_ -> {});
    }

    private static TestServer start(Consumer<ServerConfig.Builder> settings) {
        return TestServer.start(
                _ -> Response.text("hello"),
                config -> settings.accept(config.set(Options.HTTPS_REDIRECT, true)));
    }

    private static TestResponse ask(TestServer server, String target, String... lines)
            throws Exception {
        var request = "GET " + target + " HTTP/1.1\r\n" + String.join("", lines) + "\r\n";
        try (var connection = server.connect()) {
            return connection.send(request).receive();
        }
    }

    private static String location(TestResponse answer) {
        return answer.headers().first("location").orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "/, a.example, https://a.example/",
        "/a/b?c=d&e, a.example:8080, https://a.example/a/b?c=d&e",
        "/a%20b, a.example, https://a.example/a%20b",
        "//b.example/c, a.example, https://a.example//b.example/c",
        "/, [::1]:8080, https://[::1]/",
        "/, [::1], https://[::1]/",
        "http://c.example/d, a.example, https://c.example/d"
    })
    void sendsWhatIsAskedOverHttpToHttps(String target, String host, String location)
            throws Exception {
        try (var server = start()) {
            var answer = ask(server, target, "host: " + host + "\r\n");

            assertEquals(308, answer.status());
            assertEquals(location, location(answer));
        }
    }

    @Test
    void sendsToAnotherPortWithAnotherStatus() throws Exception {
        var settings = Map.of("https-redirect.port", "8443", "https-redirect.status", "302");
        try (var server = start(config -> config.set(settings))) {
            var answer = ask(server, "/a", "host: a:8080\r\n");

            assertEquals(302, answer.status());
            assertEquals("https://a:8443/a", location(answer));
        }
    }

    @Test
    void servesWhatAProxyWasAskedOverHttps() throws Exception {
        try (var server = start(config -> config.forwarding(Forwarding.by("127.0.0.1")))) {
            var https = ask(server, "/", "host: a\r\n", "x-forwarded-proto: https\r\n");
            var http = ask(server, "/", "host: a\r\n", "x-forwarded-proto: http\r\n");

            assertEquals(200, https.status());
            assertEquals(308, http.status());
        }
    }

    @Test
    void servesWhereCertificatesAreChecked() throws Exception {
        try (var server = start()) {
            var answer = ask(server, "/.well-known/acme-challenge/token", "host: a\r\n");

            assertEquals(200, answer.status());
        }
    }

    @Test
    void refusesWhoCannotBeSentAnywhere() throws Exception {
        try (var server = start();
                var connection = server.connect()) {
            var answer = connection.send("GET / HTTP/1.0\r\n\r\n").receiveAll();

            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"303", "200", "x"})
    void refusesStatusesThatDoNotKeepWhatIsAsked(String status) {
        var builder = ServerConfig.builder().set(Map.of("https-redirect.status", status));

        assertThrows(ConfigException.class, builder::build);
        assertEquals(308, ServerConfig.defaults().get(Options.HTTPS_REDIRECT_STATUS));
    }
}
