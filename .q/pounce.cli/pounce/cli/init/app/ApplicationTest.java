package @module@;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import pounce.testkit.TestServer;

final class ApplicationTest {

    @Test
    void greetsWhoeverAsks() throws Exception {
        try (var server = TestServer.start(new Application())) {
            assertEquals("Hello, world\n", server.get("/").body());
            assertEquals("Hello, Ann\n", server.get("/?name=Ann").body());
        }
    }

    @Test
    void hasNothingElsewhere() throws Exception {
        try (var server = TestServer.start(new Application())) {
            assertEquals(404, server.get("/elsewhere").statusCode());
        }
    }
}
