package pounce.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import pounce.tests.field.JsonReader;

/// The general log of the command, as a process writes it.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its processes are not sent signals")
final class LogProcessTest {
    private static final String HELLO = "pounce.examples.hello";

    private static List<String> log(String... flags) throws Exception {
        try (var pounce = CommandProcess.serve(HELLO, flags)) {
            return ended(pounce);
        }
    }

    private static List<String> ended(CommandProcess pounce) throws Exception {
        pounce.uri();
        pounce.signal("TERM");
        assertEquals(0, pounce.exitCode());
        return new ArrayList<>(pounce.log());
    }

    @Test
    void isJsonWhereNobodyReads() throws Exception {
        var lines = log("--log-format", "auto");

        assertTrue(lines.size() > 2, lines.toString());
        for (var line : lines) {
            var json = JsonReader.read(line);
            assertEquals("info", json.get("level").text());
            assertTrue(json.get("logger").text().startsWith("pounce.engine."), line);
        }
    }

    private static void assumeTerminal() {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/script")),
                "skipped: nothing makes a terminal here (/usr/bin/script of util-linux)");
    }

    /// {@return what is written at a terminal; the test is skipped where `script` makes none}
    private static String atTerminal(Map<String, String> environment) throws Exception {
        assumeTerminal();
        try (var pounce =
                CommandProcess.serveAtTerminal(environment, HELLO, "--log-format", "auto")) {
            pounce.uri();
            pounce.endChildren();
            assertEquals(0, pounce.exitCode());
            return String.join("\n", pounce.log());
        }
    }

    @Test
    void isTextInColoursAtATerminal() throws Exception {
        var text = atTerminal(Map.of());

        assertTrue(text.contains("\u001b[32mINFO"), text);
        assertTrue(text.contains("Listening on "), text);
    }

    /// The access log is for people there as well, and JSON elsewhere.
    @Test
    void hasAnAccessLogForPeopleAtATerminal() throws Exception {
        assumeTerminal();
        try (var pounce = CommandProcess.serveAtTerminal(Map.of(), HELLO)) {
            pounce.uri().resolve("/hello").toURL().openStream().close();
            pounce.endChildren();
            assertEquals(0, pounce.exitCode());
            var line = pounce.log().stream().filter(each -> each.contains("/hello")).findAny();

            assertTrue(line.isPresent(), pounce.log().toString());
            assertFalse(line.get().contains("{"), line.get());
            assertTrue(line.get().contains("200"), line.get());
        }
    }

    @Test
    void hasNoColoursAtATerminalWhereTheyAreNotWanted() throws Exception {
        for (var environment : List.of(Map.of("NO_COLOR", "1"), Map.of("TERM", "dumb"))) {
            var text = atTerminal(environment);

            assertFalse(text.contains("\u001b["), text);
            assertTrue(text.contains(" INFO "), text);
            assertTrue(text.contains("Listening on "), text);
        }
    }

    @Test
    void tellsWhatItsLevelsSay() throws Exception {
        var quiet = log("--log-level", "warn,pounce.engine.RunningServer=info");
        assertTrue(
                quiet.stream().allMatch(line -> line.endsWith("(RunningServer)")),
                quiet.toString());

        var loud = log("--log-level", "debug");
        assertTrue(loud.stream().anyMatch(line -> line.contains(" DEBUG ")), loud.toString());
        assertTrue(
                loud.stream().anyMatch(line -> line.contains("Extensions found")),
                "from the very beginning");
    }

    /// And slf4j does not complain that there are two.
    @Test
    void isLeftToAnotherProviderThatSomebodyHasBrought() throws Exception {
        try (var pounce = CommandProcess.serveWithOtherLoggers(HELLO)) {
            var lines = ended(pounce);

            assertFalse(lines.toString().contains("SLF4J"), lines.toString());
            assertTrue(
                    lines.stream().anyMatch(line -> line.contains("INFO pounce.engine.")),
                    lines.toString());
        }
    }
}
