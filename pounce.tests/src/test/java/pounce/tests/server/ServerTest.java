package pounce.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pounce.api.App;
import pounce.api.Handler;
import pounce.api.HttpScope;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.Size;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;
import pounce.api.error.LifespanException;
import pounce.api.error.PounceException;
import pounce.tests.tls.Wire;

@Timeout(60)
@Tag("wire")
final class ServerTest {
    private static final String GET = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
    private static final Response HELLO = Response.text("hello");

    private static Server start(Handler handler) {
        return Pounce.start(handler, config().build());
    }

    private static ServerConfig.Builder config() {
        return Wire.config().workers(2);
    }

    @Test
    void answersAnOrdinaryClient() throws Exception {
        try (var server = start(request -> Response.text(request.method() + request.text()));
                var client = Wire.client()) {
            for (int i = 0; i < 20; i++) {
                var request =
                        HttpRequest.newBuilder(server.uri())
                                .POST(HttpRequest.BodyPublishers.ofString("-" + i))
                                .build();

                var response = client.send(request, HttpResponse.BodyHandlers.ofString());

                assertEquals(200, response.statusCode());
                assertEquals("POST-" + i, response.body());
            }
        }
    }

    @Test
    void servesManyConnectionsAtOnce() throws Exception {
        var together = new CountDownLatch(100);
        try (var server =
                start(_ -> {
                    together.countDown();
                    assertTrue(together.await(20, TimeUnit.SECONDS));
                    return HELLO;
                })) {
            var answers = new ArrayList<CompletableFuture<String>>();
            for (int i = 0; i < 100; i++) {
                answers.add(
                        CompletableFuture.supplyAsync(
                                () -> exchange(server), Thread::startVirtualThread));
            }
            for (var answer : answers) {
                assertTrue(answer.get(30, TimeUnit.SECONDS).endsWith("hello"));
            }
        }
    }

    private static String exchange(Server server) {
        try (var peer = Peer.of(server)) {
            return peer.says(GET).hears("hello");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void servesAConnectionAgainAfterItHasBeenIdle() throws Exception {
        try (var server = start(_ -> HELLO);
                var peer = Peer.of(server)) {
            for (int i = 0; i < 5; i++) {
                assertTrue(peer.says(GET).hears("hello").startsWith("HTTP/1.1 200 OK\r\n"));
                Thread.sleep(
                        20); // long enough that the connection has no thread; nothing depends on it
            }
        }
    }

    @Test
    void takesARequestOctetByOctet() throws Exception {
        try (var server = start(request -> Response.text(request.text()));
                var peer = Peer.of(server)) {
            for (char octet :
                    "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\nhi".toCharArray()) {
                peer.says(String.valueOf(octet));
            }

            assertTrue(peer.hears("hi").contains("content-length: 2\r\n"));
        }
    }

    @Test
    void doesNotHoldAnAnswerBackForTheNextRequest() throws Exception {
        var release = new CountDownLatch(1);
        try (var server =
                        start(request -> {
                            if (request.path().equals("/slow")) {
                                assertTrue(release.await(20, TimeUnit.SECONDS));
                            }
                            return HELLO;
                        });
                var peer = Peer.of(server)) {
            peer.says(GET + GET.replace("/ ", "/slow "));

            peer.hears("hello"); // while the second handler still waits
            release.countDown();
            peer.hears("hello");
        }
    }

    @Test
    void sendsAllOfALargeAnswerToAClientThatReadsSlowly() throws Exception {
        var large = new byte[8 << 20];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i % 251);
        }
        try (var server = start(_ -> Response.bytes("application/octet-stream", large));
                var peer = Peer.of(server)) {
            peer.says(GET).hears("\r\n\r\n");
            Thread.sleep(200); // the socket is full by now, and the handler waits

            var received = peer.input().readNBytes(large.length);

            assertTrue(Arrays.equals(large, received));
        }
    }

    @Test
    void letsAHandlerSeeThatItsClientIsGone() throws Exception {
        var running = new CountDownLatch(1);
        var seen = new CountDownLatch(1);
        try (var server =
                        start(request -> {
                            running.countDown();
                            while (!request.isDisconnected()) {
                                Thread.sleep(1);
                            }
                            seen.countDown();
                            return HELLO;
                        });
                var peer = Peer.of(server)) {
            peer.says(GET);
            assertTrue(running.await(10, TimeUnit.SECONDS));

            peer.resets();

            assertTrue(seen.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void survivesClientsThatResetAnywhere() throws Exception {
        try (var server = start(request -> Response.text(request.text()))) {
            var request = "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nsome text";
            for (int sent = 1; sent <= request.length(); sent++) {
                var peer = Peer.of(server).says(request.substring(0, sent));
                peer.resets();
            }

            assertTrue(exchangeText(server, request).endsWith("some text"));
        }
    }

    private static String exchangeText(Server server, String request) throws Exception {
        try (var peer = Peer.of(server)) {
            return peer.says(request).hears("some text");
        }
    }

    @Test
    void answersAClientThatHasFinishedTalking() throws Exception {
        try (var server = start(_ -> HELLO);
                var peer = Peer.of(server)) {
            peer.says(GET).finishes();

            assertTrue(peer.hearsAll().endsWith("hello"));
        }
    }

    @Test
    void endsARequestHeadThatTakesTooLong() throws Exception {
        var config = config().set(Options.TIMEOUT_HEADER, Duration.ofMillis(200)).build();
        try (var server = Pounce.start(_ -> HELLO, config);
                var peer = Peer.of(server)) {
            assertTrue(peer.says("GET / HT").hearsAll().startsWith("HTTP/1.1 408 "));
        }
    }

    @Test
    void closesAConnectionThatStaysSilent() throws Exception {
        var config =
                config().set(Options.TIMEOUT_HEADER, Duration.ofMillis(200))
                        .set(Options.TIMEOUT_KEEP_ALIVE, Duration.ofMillis(200))
                        .build();
        try (var server = Pounce.start(_ -> HELLO, config);
                var silent = Peer.of(server);
                var idle = Peer.of(server)) {
            idle.says(GET).hears("hello");

            assertEquals("", silent.hearsAll());
            assertEquals("", idle.hearsAll());
        }
    }

    /// The last read fills the buffer, so that nobody knows whether more has come.
    @Test
    void closesAConnectionThatFallsSilentAfterAFullBuffer() throws Exception {
        var config =
                config().set(Options.TIMEOUT_HEADER, Duration.ofMillis(100))
                        .set(Options.TIMEOUT_KEEP_ALIVE, Duration.ofMillis(100))
                        .build();
        var start = "GET / HTTP/1.1\r\nhost: a\r\nx-padding: ";
        var request = start + "x".repeat(4096 - start.length() - 4) + "\r\n\r\n";
        try (var server = Pounce.start((Handler) _ -> HELLO, config);
                var peer = Peer.of(server)) {
            var heard = peer.says(request.repeat(4)).hearsAll();

            assertEquals(4, heard.split("hello", -1).length - 1);
        }
    }

    @Test
    void answers408WhenContentDoesNotCome() throws Exception {
        var config = config().set(Options.TIMEOUT_REQUEST_BODY, Duration.ofMillis(200)).build();
        try (var server = Pounce.start(request -> Response.text(request.text()), config);
                var peer = Peer.of(server)) {
            var answer =
                    peer.says("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\nab")
                            .hearsAll();

            assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
            assertTrue(answer.contains("POUNCE_TIMEOUT_REQUEST_BODY"), answer);
        }
    }

    @Test
    void givesUpOnAClientThatNeverReads() throws Exception {
        var ended = new CompletableFuture<Throwable>();
        var config = config().set(Options.TIMEOUT_WRITE, Duration.ofMillis(300)).build();
        Handler endless =
                _ ->
                        Response.stream(
                                "application/octet-stream",
                                out -> {
                                    try {
                                        while (true) {
                                            out.write(new byte[1 << 16]);
                                        }
                                    } catch (RuntimeException failure) {
                                        ended.complete(failure);
                                        throw failure;
                                    }
                                });
        try (var server = Pounce.start(endless, config);
                var peer = Peer.of(server)) {
            peer.says(GET);

            var failure = ended.get(20, TimeUnit.SECONDS);

            assertEquals(ErrorCode.POUNCE_TIMEOUT_WRITE, ((PounceException) failure).code());
        }
    }

    @Test
    void finishesRequestsBeforeItStops() throws Exception {
        var running = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var server =
                start(_ -> {
                    running.countDown();
                    assertTrue(release.await(20, TimeUnit.SECONDS));
                    return HELLO;
                });
        try (var busy = Peer.of(server)) {
            busy.says(GET);
            assertTrue(running.await(10, TimeUnit.SECONDS));

            var stop = CompletableFuture.runAsync(() -> server.shutdown(Duration.ofSeconds(20)));
            assertThrows(SocketException.class, () -> connectUntilRefused(server));
            release.countDown();

            var answer = busy.hearsAll();
            assertTrue(answer.endsWith("hello"), answer);
            assertTrue(answer.contains("connection: close\r\n"), answer);
            stop.get(20, TimeUnit.SECONDS);
            server.awaitTermination();
        }
    }

    private static void connectUntilRefused(Server server) throws Exception {
        while (true) {
            Peer.of(server).close();
        }
    }

    @Test
    void closesByForceWhatDoesNotEndInTime() throws Exception {
        var running = new CountDownLatch(1);
        var server =
                start(_ -> {
                    running.countDown();
                    Thread.sleep(60_000);
                    return HELLO;
                });
        try (var peer = Peer.of(server)) {
            peer.says(GET);
            assertTrue(running.await(10, TimeUnit.SECONDS));

            server.shutdown(Duration.ofMillis(200));

            assertEquals("", peer.hearsAll());
        }
    }

    @Test
    void closesTwiceWithoutHarm() {
        var server = start(_ -> HELLO);

        server.close();
        server.close();
    }

    @Test
    void startsAndStopsTheApplicationAroundItsRequests() throws Exception {
        var journal = new ArrayList<String>();
        var app =
                App.of(
                                _ -> {
                                    journal.add("request");
                                    return HELLO;
                                })
                        .with(life -> {
                            journal.add("start " + life.generation());
                            life.onDrain(_ -> journal.add("drain"));
                            return () -> journal.add("stop");
                        });
        try (var server = Pounce.start(app, config().build());
                var peer = Peer.of(server)) {
            peer.says(GET).hears("hello");
        }

        assertEquals(
                List.of("start 1", "request", "stop"),
                journal.stream().filter(line -> !line.equals("drain")).toList());
        assertTrue(journal.contains("drain"));
    }

    @Test
    void doesNotStartWithoutItsApplication() {
        var app =
                App.of(_ -> HELLO)
                        .with(_ -> {
                            throw new IllegalStateException("no database");
                        });

        var failure =
                assertThrows(LifespanException.class, () -> Pounce.start(app, config().build()));

        assertEquals(ErrorCode.POUNCE_LIFESPAN_STARTUP_FAILED, failure.code());
        assertTrue(String.valueOf(failure.getMessage()).contains("no database"));
    }

    @Test
    void leavesItsPortToOthersWhenItDoesNotStart() throws Exception {
        var config = config().port(Ports.free()).build();
        var failing =
                App.of(_ -> HELLO)
                        .with(_ -> {
                            throw new IllegalStateException("no database");
                        });
        assertThrows(LifespanException.class, () -> Pounce.start(failing, config));

        try (var server = Pounce.start(_ -> HELLO, config)) {
            assertTrue(exchange(server).endsWith("hello"));
        }
    }

    @Test
    void doesNotKeepTheProcessAliveWithItsLoops() {
        var daemons = new ArrayList<Boolean>();
        try (var server = start(_ -> HELLO)) {
            exchange(server);
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("pounce-loop"))
                    .forEach(thread -> daemons.add(thread.isDaemon()));
        }

        assertFalse(daemons.contains(false));
    }

    @Test
    void endsAWaitForTheClientWhenItClosesByForce() throws Exception {
        var waiting = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        App app =
                (scope, receive, _) -> {
                    if (scope instanceof HttpScope) {
                        receive.receive();
                        waiting.countDown();
                        receive.receive();
                        ended.countDown();
                    }
                };
        var server = Pounce.start(app, config().build());
        try (var peer = Peer.of(server)) {
            peer.says(GET);
            assertTrue(waiting.await(10, TimeUnit.SECONDS));
            peer.says(GET); // early: the selector does not look for input any more

            server.shutdown(Duration.ofMillis(200));

            assertTrue(ended.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void doesNotWaitForAnApplicationForEver() {
        var app =
                App.of(_ -> HELLO)
                        .with(_ -> {
                            Thread.sleep(60_000);
                            return () -> {};
                        });
        var config = config().set(Options.TIMEOUT_STARTUP, Duration.ofMillis(100)).build();

        var failure = assertThrows(LifespanException.class, () -> Pounce.start(app, config));

        assertEquals(ErrorCode.POUNCE_LIFESPAN_STARTUP_TIMEOUT, failure.code());
    }

    @Test
    void saysWhichAddressCannotBeHad() {
        try (var first = start(_ -> HELLO);
                var foreign = new ServerSocket(0)) {
            var taken = config().port(foreign.getLocalPort()).build();

            var failure =
                    assertThrows(ConfigException.class, () -> Pounce.start(_ -> HELLO, taken));

            assertEquals(ErrorCode.POUNCE_LISTEN_FAILED, failure.code());
            assertTrue(
                    String.valueOf(failure.getMessage())
                            .contains(String.valueOf(foreign.getLocalPort())));
            assertFalse(first.uris().isEmpty());
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }

    @Test
    void doesNotShareItsPortWithAnotherServer() {
        try (var first = start(_ -> HELLO)) {
            var taken = config().port(first.uri().getPort()).build();

            var failure =
                    assertThrows(ConfigException.class, () -> Pounce.start(_ -> HELLO, taken));

            assertEquals(ErrorCode.POUNCE_LISTEN_FAILED, failure.code());
        }
    }

    @Test
    void listensWhereItIsTold() throws Exception {
        var config =
                ServerConfig.builder().listen("http://127.0.0.1:0", "http://localhost:0").build();
        try (var server = Pounce.start(_ -> HELLO, config);
                var client = Wire.client()) {
            assertEquals(2, server.uris().size());
            for (var uri : server.uris()) {
                var response =
                        client.send(
                                HttpRequest.newBuilder(uri).build(),
                                HttpResponse.BodyHandlers.ofString());

                assertEquals("hello", response.body());
            }
        }
    }

    @Test
    void streamsAnUploadWithoutHoldingIt() throws Exception {
        long size = 64L << 20;
        Handler count =
                request ->
                        Response.text(
                                Long.toString(
                                        request.limit(new Size(size))
                                                .body()
                                                .transferTo(OutputStream.nullOutputStream())));
        try (var server = start(count);
                var peer = Peer.of(server)) {
            peer.says("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: " + size + "\r\n\r\n");
            var block = "x".repeat(1 << 20);
            for (int i = 0; i < 64; i++) {
                peer.says(block);
            }

            assertTrue(peer.hears(Long.toString(size)).startsWith("HTTP/1.1 200"));
        }
    }

    @Test
    void keepsManyPipelinedAnswersInOrder() throws Exception {
        try (var server = start(request -> Response.text(request.path()));
                var peer = Peer.of(server)) {
            var requests = new StringBuilder();
            IntStream.range(0, 1000)
                    .forEach(i ->
                            requests.append("GET /")
                                    .append(i)
                                    .append(" HTTP/1.1\r\nhost: a\r\n\r\n"));
            requests.append("GET /end HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");

            var answers = peer.says(requests.toString()).hearsAll();

            int at = 0;
            for (int i = 0; i < 1000; i++) {
                at = answers.indexOf("\r\n\r\n/" + i + "HTTP/1.1", at);
                assertTrue(at >= 0, "answer " + i);
            }
            assertTrue(answers.endsWith("/end"));
        }
    }

    static List<Error> errors() {
        return List.of(
                new OutOfMemoryError("a test's"),
                new StackOverflowError("a test's"),
                new NoClassDefFoundError("a test's"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorInAHandlerIsTheEndOfItsRequestAlone(Error error) throws Exception {
        try (var server =
                        start(request -> {
                            if (request.path().equals("/fatal")) {
                                throw error;
                            }
                            return HELLO;
                        });
                var peer = Peer.of(server)) {
            var answer = peer.says("GET /fatal HTTP/1.1\r\nhost: a\r\n\r\n").hears("\n");

            assertTrue(answer.startsWith("HTTP/1.1 500 "), answer);
            try (var other = Peer.of(server)) {
                other.says(GET).hears("hello");
            }
        }
    }

    @Test
    void worksInTheThreadModeThatThisRunAllows() {
        boolean open = Object.class.getModule().isOpen("java.lang", moduleOf("pounce.engine"));
        var carriers = new ArrayList<String>();
        try (var server =
                start(_ -> {
                    carriers.add(Thread.currentThread().toString());
                    return HELLO;
                })) {
            exchange(server);
        }

        assertEquals(open, carriers.getFirst().contains("pounce-loop"), carriers::toString);
    }

    private static Module moduleOf(String name) {
        return Pounce.class.getModule().getLayer().findModule(name).orElseThrow();
    }
}
