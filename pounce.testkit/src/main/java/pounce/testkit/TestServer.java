package pounce.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import pounce.api.App;
import pounce.api.Handler;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.event.LifecycleEvent;

/// A real server on a free port of this machine, with a client that knows where it is.
///
/// ```java
/// try (var server = TestServer.start(_ -> Response.text("Hello"))) {
///     assertEquals("Hello", server.get("/").body());
/// }
/// ```
///
/// Before the settings of the test it has these: `127.0.0.1`, a free port, one event loop, and 5
/// seconds to drain. What it logs goes where the log of the test goes; [#events()] and
/// [#failures()] tell what happened. All methods are safe for any thread.
public final class TestServer implements AutoCloseable {
    /// How long requests of [#request] may take.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Server server;
    private final SeenEvents seen;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    private TestServer(Server server, SeenEvents seen) {
        this.server = server;
        this.seen = seen;
    }

    /// Starts a server for a function.
    ///
    /// @param handler answers requests
    /// @return the server; it serves
    /// @throws pounce.api.error.PounceException if it does not start
    public static TestServer start(Handler handler) {
        return start(App.of(handler), _ -> {});
    }

    /// Starts a server for a function.
    ///
    /// @param handler answers requests
    /// @param settings adds what this test needs
    /// @return the server; it serves
    /// @throws pounce.api.error.PounceException if it does not start
    public static TestServer start(Handler handler, Consumer<ServerConfig.Builder> settings) {
        return start(App.of(handler), settings);
    }

    /// Starts a server.
    ///
    /// @param app what is served
    /// @param settings adds what this test needs
    /// @return the server; it serves
    /// @throws pounce.api.error.PounceException if it does not start
    public static TestServer start(App app, Consumer<ServerConfig.Builder> settings) {
        return with(settings, config -> Pounce.start(app, config));
    }

    /// Starts a server for a named application.
    ///
    /// @param app its name; see [Pounce#start(String, ServerConfig)]
    /// @param settings adds what this test needs
    /// @return the server; it serves
    /// @throws pounce.api.error.PounceException if it does not start
    public static TestServer start(String app, Consumer<ServerConfig.Builder> settings) {
        return with(settings, config -> Pounce.start(app, config));
    }

    private static TestServer with(
            Consumer<ServerConfig.Builder> settings, Function<ServerConfig, Server> start) {
        var seen = new SeenEvents();
        var config =
                ServerConfig.builder()
                        .host("127.0.0.1")
                        .port(0)
                        .workers(1)
                        .set(Options.TIMEOUT_SHUTDOWN, Duration.ofSeconds(5))
                        .collector(seen);
        settings.accept(config);
        return new TestServer(start.apply(config.build()), seen);
    }

    /// {@return the server itself, to reload it or to see its config}
    public Server server() {
        return server;
    }

    /// {@return where it listens, such as `http://127.0.0.1:43210`}
    public URI uri() {
        return server.uri();
    }

    /// Returns the URI of something on this server.
    ///
    /// @param target a path that begins with `/`, and a query perhaps, both encoded
    /// @return its URI
    public URI uri(String target) {
        return URI.create(server.uri() + target);
    }

    /// {@return a client, closed with this server; it trusts the certificates that the JDK trusts}
    public HttpClient client() {
        return client;
    }

    /// Returns the beginning of a request to this server, which may take 10 seconds.
    ///
    /// @param target a path that begins with `/`, and a query perhaps, both encoded
    /// @return a builder whose method is GET
    public HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(uri(target)).timeout(PATIENCE);
    }

    /// Sends a GET and waits for the answer, for 10 seconds at most.
    ///
    /// @param target a path that begins with `/`, and a query perhaps, both encoded
    /// @return the answer, whatever its status
    /// @throws IOException if there is none
    /// @throws InterruptedException if the waiting thread is interrupted
    public HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return send(request(target));
    }

    /// Sends a request and waits for the answer.
    ///
    /// @param request one of [#request]
    /// @return the answer, whatever its status
    /// @throws IOException if there is none
    /// @throws InterruptedException if the waiting thread is interrupted
    public HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /// Connects without a socket; see [Server#connect()].
    ///
    /// @return a connection, on which any octets can be sent
    public TestConnection connect() {
        return new TestConnection(server.connect());
    }

    /// {@return what has happened so far, in order for each connection; the last 10,000 events}
    public List<LifecycleEvent> events() {
        return seen.events();
    }

    /// Waits until something has happened, for 10 seconds at most. A client may have its answer
    /// before the server knows that it was sent.
    ///
    /// @param <E> the type of the event
    /// @param type of the event
    /// @return the first of that type among [#events()]
    /// @throws AssertionError if nothing of the kind happens
    /// @throws InterruptedException if the waiting thread is interrupted
    public <E extends LifecycleEvent> E await(Class<E> type) throws InterruptedException {
        return seen.await(type, PATIENCE);
    }

    /// {@return what the application has thrown at requests, or what describes its mistakes, so
    /// far; a client with its 500 in hand finds the cause here}
    public List<Throwable> failures() {
        return seen.failures();
    }

    /// Drains within [Options#TIMEOUT_SHUTDOWN], closes what is left by force, and closes the
    /// client. Idempotent.
    @Override
    public void close() {
        client.shutdownNow();
        server.close();
    }
}
