package @module@;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import pounce.api.App;
import pounce.api.Response;
import pounce.testkit.TestServer;

/// The service loader finds the plug-in here, as it does for `pounce serve`.
final class ExtensionTest {
    private static final App APP = App.of(_ -> Response.text("hello"));

    @Test
    void addsAField() throws Exception {
        try (var server = TestServer.start(APP, _ -> {})) {
            assertEquals("hello", server.get("/").headers().firstValue("x-@name@").orElseThrow());
        }
    }

    @Test
    void saysWhatItIsTold() throws Exception {
        var settings = Map.of("plugin.@name@.text", "something else");

        try (var server = TestServer.start(APP, config -> config.set(settings))) {
            assertEquals(
                    "something else",
                    server.get("/").headers().firstValue("x-@name@").orElseThrow());
        }
    }
}
