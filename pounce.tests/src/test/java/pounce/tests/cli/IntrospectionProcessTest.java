package pounce.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nobody is asked who they are, so somebody must be told who can ask.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its processes are not sent signals")
final class IntrospectionProcessTest {
    private static final String HELLO = "pounce.examples.hello";
    private static final String WARNING = "POUNCE_CONFIG_INTROSPECTION_PUBLIC";

    private static List<String> log(String... flags) throws Exception {
        try (var pounce = CommandProcess.serve(HELLO, flags)) {
            pounce.uri();
            pounce.signal("TERM");

            assertEquals(0, pounce.exitCode());
            return new ArrayList<>(pounce.log());
        }
    }

    private static boolean warns(String... flags) throws Exception {
        return log(flags).stream().anyMatch(line -> line.contains(WARNING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void warnsWhereOtherMachinesCanAsk(String host) throws Exception {
        assertTrue(warns("--introspection", "--host", host));
        assertFalse(warns("--host", host), "it is off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "localhost"})
    void doesNotWarnOnALoopbackAddress(String host) throws Exception {
        assertFalse(warns("--introspection", "--host", host));
    }

    @Test
    void warnsOfTheListenerThatAnswersAndOfNoOther(@TempDir Path directory) throws Exception {
        assertFalse(
                warns(
                        "--introspection",
                        "--host",
                        "0.0.0.0",
                        "--admin-listen",
                        "http://127.0.0.1:0,unix:" + directory.resolve("admin.sock")));
        assertTrue(warns("--introspection", "--admin-listen", "http://0.0.0.0:0"));
    }
}
