package pounce.tests.middleware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Forwarding;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.error.ConfigException;
import pounce.tests.server.Peer;

@Timeout(60)
final class HttpsRedirectTest {
    private static ServerConfig.Builder config() {
        return ServerConfig.builder().port(0).workers(1).set(Options.HTTPS_REDIRECT, true);
    }

    private static Server start(ServerConfig.Builder config) {
        return Pounce.start(_ -> Response.text("hello"), config.build());
    }

    private static String ask(Server server, String target, String... lines) throws Exception {
        var request = "GET " + target + " HTTP/1.1\r\n" + String.join("", lines) + "\r\n";
        try (var peer = Peer.of(server)) {
            return peer.says(request).hears("\r\n\r\n");
        }
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
        try (var server = start(config())) {
            var answer = ask(server, target, "host: " + host + "\r\n");

            assertTrue(answer.startsWith("HTTP/1.1 308 "), answer);
            assertTrue(answer.contains("location: " + location + "\r\n"), answer);
        }
    }

    @Test
    void sendsToAnotherPortWithAnotherStatus() throws Exception {
        var config =
                config().set(
                                Map.of(
                                        "https-redirect.port", "8443",
                                        "https-redirect.status", "302"));
        try (var server = start(config)) {
            var answer = ask(server, "/a", "host: a:8080\r\n");

            assertTrue(answer.startsWith("HTTP/1.1 302 "), answer);
            assertTrue(answer.contains("location: https://a:8443/a\r\n"), answer);
        }
    }

    @Test
    void servesWhatAProxyWasAskedOverHttps() throws Exception {
        try (var server = start(config().forwarding(Forwarding.by("127.0.0.1")))) {
            var https = ask(server, "/", "host: a\r\n", "x-forwarded-proto: https\r\n");
            var http = ask(server, "/", "host: a\r\n", "x-forwarded-proto: http\r\n");

            assertTrue(https.startsWith("HTTP/1.1 200 "), https);
            assertTrue(http.startsWith("HTTP/1.1 308 "), http);
        }
    }

    @Test
    void servesWhereCertificatesAreChecked() throws Exception {
        try (var server = start(config())) {
            var answer = ask(server, "/.well-known/acme-challenge/token", "host: a\r\n");

            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        }
    }

    @Test
    void refusesWhoCannotBeSentAnywhere() throws Exception {
        try (var server = start(config());
                var peer = Peer.of(server)) {
            var answer = peer.says("GET / HTTP/1.0\r\n\r\n").hearsAll();

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
