package pounce.tests.middleware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.api.App;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.ResponseStart;
import pounce.api.ServerConfig;
import pounce.tests.api.RecordedSend;
import pounce.tests.api.ScriptedReceive;
import pounce.tests.api.ScriptedScope;
import pounce.tests.server.Peer;

@Timeout(60)
final class ServerTimingTest {
    private static final String GET = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";

    private static List<String> metrics(Response response) throws Exception {
        var send = new RecordedSend();
        Middleware.serverTiming()
                .apply(App.of(_ -> response))
                .handle(ScriptedScope.of(), ScriptedReceive.of(), send);
        return ((ResponseStart) send.instances().getFirst()).headers().all("server-timing");
    }

    @Test
    void saysHowLongTheApplicationTook() throws Exception {
        assertTrue(metrics(Response.of(200)).getFirst().matches("app;dur=\\d+\\.\\d{3}"));
    }

    @Test
    void leavesWhatTheApplicationMeasured() throws Exception {
        var metrics = metrics(Response.of(200).header("server-timing", "db;dur=53"));

        assertEquals("db;dur=53", metrics.getFirst());
        assertEquals(2, metrics.size());
    }

    @Test
    void aServerCountsTheWholeApplicationOnceAskedTo() throws Exception {
        var config = ServerConfig.builder().port(0).workers(1);
        try (var server = Pounce.start(_ -> Response.text("hello"), config.build());
                var peer = Peer.of(server)) {
            assertFalse(peer.says(GET).hears("hello").contains("server-timing"));
        }
        var on = config.set(Options.SERVER_TIMING, true).build();
        try (var server =
                        Pounce.start(
                                _ -> {
                                    Thread.sleep(20);
                                    return Response.text("hello");
                                },
                                on);
                var peer = Peer.of(server)) {
            var answer = peer.says(GET).hears("hello");
            var found = Pattern.compile("server-timing: app;dur=(\\d+\\.\\d+)").matcher(answer);

            assertTrue(found.find(), answer);
            assertTrue(Double.parseDouble(found.group(1)) >= 20, answer);
        }
    }
}
