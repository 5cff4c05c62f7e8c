package pounce.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.ConnectException;
import java.nio.channels.Selector;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.error.ErrorCode;
import pounce.api.error.SupervisorException;

/// A server whose event loops cannot be saved.
@Timeout(60)
final class CollapseTest {

    @Test
    void aServerThatCannotGoOnStopsAndSaysSo() throws Exception {
        try (var server =
                Pounce.start(_ -> Response.text(""), ServerConfig.builder().port(0).build())) {
            breakLoops(server);

            var failure = assertThrows(SupervisorException.class, server::awaitTermination);

            assertEquals(ErrorCode.POUNCE_SUPERVISOR_RESTARTS_EXHAUSTED, failure.code());
            assertThrows(ConnectException.class, () -> Peer.of(server).close());
        }
    }

    /// Closes the selectors under the loops, after which nothing helps any more.
    private static void breakLoops(Server server) throws Exception {
        for (var loop : (List<?>) field(field(server, "loops"), "loops")) {
            ((Selector) field(loop, "selector")).close();
        }
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        var field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }
}
