package pounce.tests.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import pounce.testkit.TestServer;
import pounce.testkit.TestServerExtension;

final class TestServerParameterTest {
    @RegisterExtension
    static final TestServerExtension SERVER =
            TestServerExtension.of("pounce.examples.hello", _ -> {});

    @Test
    void isTheServer(TestServer server) throws Exception {
        assertSame(SERVER.server(), server);
        assertEquals("Hello, world\n", server.get("/").body());
    }
}
