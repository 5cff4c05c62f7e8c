package pounce.tests.middleware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.api.App;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Response;
import pounce.api.ResponseStart;
import pounce.testkit.TestServer;
import pounce.tests.api.RecordedSend;
import pounce.tests.api.ScriptedReceive;
import pounce.tests.api.ScriptedScope;

@Timeout(60)
final class ServerTimingTest {
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
        try (var server = TestServer.start(_ -> Response.text("hello"))) {
            assertEquals(List.of(), server.get("/").headers().allValues("server-timing"));
        }
        try (var server =
                TestServer.start(
                        _ -> {
                            Thread.sleep(20);
                            return Response.text("hello");
                        },
                        config -> config.set(Options.SERVER_TIMING, true))) {
            var metric = server.get("/").headers().firstValue("server-timing").orElseThrow();
            var found = Pattern.compile("app;dur=(\\d+\\.\\d+)").matcher(metric);

            assertTrue(found.matches(), metric);
            assertTrue(Double.parseDouble(found.group(1)) >= 20, metric);
        }
    }
}
