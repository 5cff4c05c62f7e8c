package pounce.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pounce.api.Option;
import pounce.api.Options;
import pounce.api.ServerConfig;

final class ConfigCommandTest {
    @TempDir Path directory;

    @Test
    void readsTheFileInTheCurrentDirectoryAndLetsVariablesAndFlagsCountForMore()
            throws IOException {
        file("pounce.properties", "port = 1\nbacklog = 1\nworkers = 1");

        var shown = show(Map.of("POUNCE_BACKLOG", "2", "POUNCE_WORKERS", "2"), "--workers", "3");

        assertEquals(Map.of("port", "1", "backlog", "2", "workers", "3"), shown);
    }

    @Test
    void readsAFileThatIsNamedInPlaceOfTheOneThatIsThere() throws IOException {
        file("pounce.properties", "port = 1\nbacklog = 1");
        file("other.properties", "port = 2");

        assertEquals(Map.of("port", "2"), show(Map.of(), "--config", "other.properties"));
    }

    @Test
    void turnsFlagsOnAndOff() {
        assertEquals(
                Map.of("http.date", "false", "http.encoded-slash", "true"),
                show(Map.of(), "--no-http-date", "--http-encoded-slash"));
        assertEquals(Map.of("access-log", "false"), show(Map.of(), "--no-access-log"));
        assertEquals(Map.of("http.date", "false"), show(Map.of(), "--http-date=false"));
    }

    @Test
    void reportsEveryFaultOfEverySourceAtOnceWithItsPlaceAndWithoutHiddenValues()
            throws IOException {
        file("pounce.properties", "prot = 1\n\nhttp.root-path = secret\nport = 1\nport = 2\n");

        var outcome =
                Outcome.in(
                        directory,
                        Map.of("POUNCE_WORKER", "3", "POUNCE_BACKLOG", "0", "PATH", "/bin"),
                        "config",
                        "show",
                        "--limits-fields",
                        "many");

        var file = directory.resolve("pounce.properties");
        assertEquals(
                new Outcome(
                        1,
                        "",
                        """
                        error: FILE, line 1: prot: unknown; the nearest option is port
                        error: FILE, line 3: http.root-path = <hidden>: not allowed (Prefix under which the application is mounted; empty, or /prefix.)
                        error: FILE, line 5: port: set in line 4 too
                        error: POUNCE_BACKLOG: backlog = 0: not allowed (Connections that may wait to be accepted, at least 1.)
                        error: POUNCE_WORKER: unknown; the nearest option is POUNCE_WORKERS
                        error: --limits-fields: limits.fields = many: not a whole number (Field lines of a request, 1 to 10000.)
                        hint: Mend every setting that is listed; pounce config template has all that there are.
                        code: POUNCE_CONFIG_INVALID
                        """
                                .replace("FILE", file.toString())),
                outcome);
    }

    @Test
    void reportsTheSameWhereTheServerWouldStart() {
        var outcome =
                Outcome.in(directory, Map.of(), "serve", "x", "--port", "70000", "--workers", "a");

        assertEquals(1, outcome.code());
        assertEquals(
                List.of("--port", "--workers"),
                outcome.err()
                        .lines()
                        .limit(2)
                        .map(line -> line.replaceAll("error: |:.*", ""))
                        .toList());
    }

    @Test
    void saysThatAFileIsMissing() {
        var outcome = Outcome.in(directory, Map.of(), "config", "show", "--config", "none");

        assertEquals(1, outcome.code());
        assertEquals(
                "error: " + directory.resolve("none") + ": there is no such file",
                outcome.err().lines().findFirst().orElseThrow());
    }

    @Test
    void showsAFileThatLoads() throws IOException {
        file("shown", Outcome.of("config", "show", "--listen", "unix:/a%20b", "--port=1").out());

        assertEquals(
                Map.of("listen", "unix:/a%20b", "port", "1"), show(Map.of(), "--config", "shown"));
    }

    @Test
    void hidesWhatMayNotBeShown() {
        for (var format : List.of("properties", "json")) {
            var outcome =
                    Outcome.of(
                            "config",
                            "show",
                            "--format",
                            format,
                            "--http-server-header",
                            "secret",
                            "--http-root-path",
                            "/secret");

            assertEquals(0, outcome.code());
            assertFalse(outcome.out().contains("secret"), outcome::out);
        }
    }

    @Test
    void showsJsonWithNumbersFlagsAndLists() {
        var json = Outcome.of("config", "show", "--format", "json", "--listen=http://a:1").out();

        assertTrue(json.startsWith("{\n  \"listen\": [\n    \"http://a:1\"\n  ],\n"), json);
        assertTrue(json.contains("\n  \"port\": 8000,\n"), json);
        assertTrue(json.contains("\n  \"http.date\": true,\n"), json);
        assertTrue(json.contains("\n  \"timeouts.header\": \"10s\",\n"), json);
        assertTrue(json.endsWith("\n}\n"), json);
    }

    @Test
    void templateHasEveryOptionAndChangesNothing() throws IOException {
        file("template", Outcome.of("config", "template").out());

        assertEquals(Map.of(), show(Map.of(), "--config", "template"));
    }

    @Test
    void templateLoadsWithoutItsCommentMarksToo() throws IOException {
        var text = Outcome.of("config", "template").out().replaceAll("(?m)^#([a-z])", "$1");
        var config = ServerConfig.builder().file(file("template", text)).build();

        assertEquals(
                Options.known().size(),
                text.lines().filter(line -> line.matches("[a-z].*")).count());
        for (var option : Options.known()) {
            assertEquals(option.defaultValue(), config.get(option));
        }
    }

    @Test
    void schemaDescribesEveryOption() {
        var schema = Outcome.of("config", "schema").out();

        assertTrue(
                schema.contains(
                        """
                            "port": {
                              "description": "Port to bind, 0 to 65535; 0 takes a free one.",
                              "type": "integer",
                              "default": 8000,
                              "x-environment": "POUNCE_PORT"
                            },
                        """),
                schema);
        assertTrue(
                schema.contains(
                        """
                              "enum": [
                                "auto",
                                "loop",
                                "shared",
                                "inline"
                              ],
                              "default": "auto",
                        """),
                schema);
        assertTrue(
                schema.contains("\"default\": [],\n      \"x-environment\": \"POUNCE_LISTEN\""),
                schema);
        for (var option : Options.known()) {
            assertTrue(schema.contains("\n    \"" + option.name() + "\": {\n"), option.name());
        }
        assertEquals(hidden(), schema.split("\"writeOnly\": true", -1).length - 1);
    }

    private static long hidden() {
        return Options.known().stream().filter(option -> !option.isShown()).count();
    }

    @Test
    void needsToBeToldWhat() {
        var outcome = Outcome.of("config");

        assertEquals(2, outcome.code());
        assertTrue(outcome.err().endsWith("hint: pounce config --help\n"), outcome::err);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    /// {@return what is shown and no default}
    private Map<String, String> show(Map<String, String> variables, String... flags) {
        var line = new ArrayList<>(List.of("config", "show"));
        line.addAll(List.of(flags));
        var outcome = Outcome.in(directory, variables, line.toArray(String[]::new));
        assertEquals(0, outcome.code(), outcome::err);
        return outcome.out()
                .lines()
                .filter(each -> !each.startsWith("#"))
                .map(each -> each.split(" = ?", 2))
                .filter(pair -> !pair[1].equals(defaults().get(pair[0])))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    /// Those of the command: one that serves keeps an access log.
    private static Map<String, String> defaults() {
        var all =
                Options.known().stream()
                        .collect(Collectors.toMap(Option::name, ConfigCommandTest::written));
        all.put("access-log", "true");
        return all;
    }

    private static <T> String written(Option<T> option) {
        return option.format(option.defaultValue());
    }
}
