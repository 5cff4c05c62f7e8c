package pounce.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.ServerConfig;
import pounce.api.Signage;
import pounce.cli.Banner;
import pounce.cli.PounceCommand;
import pounce.tests.waiting.Waits;

@Timeout(60)
final class BannerTest {
    private static final String HELLO = "pounce.examples.hello";
    private static final List<URI> URIS =
            List.of(URI.create("http://127.0.0.1:8000"), URI.create("unix:/run/shop.sock"));

    private static String banner(Consumer<ServerConfig.Builder> settings) {
        var config = ServerConfig.builder().workers(3);
        settings.accept(config);
        return String.join("\n", Banner.lines(config.build(), URIS, false));
    }

    @Test
    void tellsWhatServesAndWhere() {
        assertEquals(
                """

                  pounce VERSION, Java JAVA, event loops: 3
                  http://127.0.0.1:8000
                  unix:/run/shop.sock
                  Ctrl-C lets requests finish; a second one does not.
                """
                        .replace("VERSION", Pounce.version())
                        .replace("JAVA", String.valueOf(Runtime.version().feature())),
                banner(_ -> {}));
    }

    @Test
    void namesTheApplicationIfItHasAName() {
        var named =
                banner(config ->
                        config.set(Options.SIGNAGE_NAME, "Shop")
                                .set(Options.SIGNAGE_VERSION, "1.2")
                                .set(Options.SIGNAGE_TAGLINE, "All for cats"));
        var nameless =
                banner(config ->
                        config.set(Options.SIGNAGE_VERSION, "1.2")
                                .set(Options.SIGNAGE_TAGLINE, "All for cats"));

        assertTrue(named.startsWith("\n  Shop 1.2\n  All for cats\n  pounce "), named);
        assertEquals(banner(_ -> {}), nameless);
    }

    @Test
    void isAsShortAsItIsWanted() {
        assertEquals(
                "Shop\npounce " + Pounce.version() + ", http://127.0.0.1:8000, unix:/run/shop.sock",
                banner(config ->
                        config.set(Options.SIGNAGE, Signage.MINIMAL)
                                .set(Options.SIGNAGE_NAME, "Shop")));
        assertEquals("", banner(config -> config.set(Options.SIGNAGE, Signage.OFF)));
    }

    @Test
    void isShownToPeopleAlone() throws Exception {
        assertTrue(served(true, Map.of()).contains("  \u001B[1mhttp://127.0.0.1:"));
        assertEquals("", served(false, Map.of()));
    }

    @Test
    void isPlainWhereNobodyWantsColours() throws Exception {
        var shown = served(true, Map.of("NO_COLOR", "1"));

        assertTrue(shown.contains("  http://127.0.0.1:"), shown);
        assertFalse(shown.contains("\u001B"), shown);
    }

    @Test
    void isLeftOutWhereItIsTurnedOffOrAProgramReads() throws Exception {
        assertEquals("", served(true, Map.of("POUNCE_SIGNAGE", "off")));
        assertEquals("", served(true, Map.of(), "--access-log-format", "json"));
    }

    /// {@return what the command writes to standard output, from its start to its end}
    private static String served(boolean terminal, Map<String, String> variables, String... flags)
            throws Exception {
        int port = freePort();
        var line =
                new ArrayList<>(
                        List.of("serve", HELLO, "--port", String.valueOf(port), "--no-access-log"));
        line.addAll(List.of(flags));
        var out = new StringWriter();
        var command =
                new PounceCommand()
                        .terminal(terminal)
                        .environment(variables)
                        .out(new PrintWriter(out, true));
        var code = new CompletableFuture<Integer>();
        var thread =
                Thread.ofPlatform()
                        .start(() -> code.complete(command.run(line.toArray(String[]::new))));
        awaitAnswer(port);
        thread.interrupt(); // as whoever embeds the command would end it
        assertEquals(0, code.get(30, TimeUnit.SECONDS));
        return out.toString();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// It listens before it serves: an answer tells that it does.
    private static void awaitAnswer(int port) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port)).build();
        try (var client = HttpClient.newHttpClient()) {
            Waits.until("an answer", () -> isAnswered(client, request));
        }
    }

    private static boolean isAnswered(HttpClient client, HttpRequest request)
            throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }
}
