package pounce.tests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import pounce.api.App;
import pounce.api.Handler;
import pounce.api.Options;
import pounce.api.Request;
import pounce.api.Response;
import pounce.api.Size;
import pounce.api.event.ResponseCompleted;
import pounce.testkit.TestServer;
import pounce.testkit.TestServerExtension;

/// The code of docs/testing.md; TestingPageTest lets JUnit run it.
class TestingSamples {
    static final class Greeter implements Handler {
        @Override
        public Response handle(Request request) throws Exception {
            request.bytes();
            return Response.text("Hello, " + request.query().first("name").orElse("world"));
        }
    }

    @Test
    void startsAServer() throws Exception {
        try (var server = TestServer.start(new Greeter())) {
            assertEquals("Hello, Ann", server.get("/?name=Ann").body());
        }
    }

    @Test
    void sets() throws Exception {
        try (var server =
                TestServer.start(
                        App.of(new Greeter()),
                        config -> config.set(Options.LIMIT_REQUEST_BODY, Size.ofKibibytes(1)))) {
            var large = server.request("/").POST(BodyPublishers.ofByteArray(new byte[1025]));

            assertEquals(413, server.send(large).statusCode());
        }
    }

    @Test
    void connects() throws Exception {
        try (var server = TestServer.start(new Greeter());
                var connection = server.connect()) {
            connection.send("GET /?name=Ann HTTP/1.1\r\nHost: example.com\r\n\r\n");
            assertEquals("Hello, Ann", connection.receive().text());

            connection.send("GET / HTTP/1.1\r\nHost: two\r\nHost: hosts\r\n\r\n");
            assertEquals(400, connection.receive().status());
        }
    }

    @Test
    void speaksHttp2() throws Exception {
        try (var server = TestServer.start(new Greeter());
                var connection = server.connect()) {
            connection.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            connection.send(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0}); // SETTINGS, empty

            assertEquals(4, connection.receiveOctets(9)[3]); // the server's SETTINGS
        }
    }

    @RegisterExtension
    static final TestServerExtension SERVER = TestServerExtension.of(new Greeter());

    @Test
    void greets(TestServer server) throws Exception {
        assertEquals("Hello, world", server.get("/").body());
    }

    @Test
    void sees(TestServer server) throws Exception {
        server.get("/orders/7");

        assertEquals(200, server.await(ResponseCompleted.class).status());
    }
}
