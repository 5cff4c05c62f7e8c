package pounce.tests.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Options;
import pounce.api.ServerConfig;
import pounce.api.error.ConfigException;

/// Settings from a properties file and from the environment.
final class ConfigFileTest {
    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "port = 9000",
                "port=9000",
                "port: 9000",
                "port 9000",
                "  port\t=\t9000  ",
                "\uFEFFport = 9000",
                "# comment \\\nport = 9000",
                "! comment\n\n   # another\r\nport = 9000\r\n",
                "port = 90\\\n   00",
                "po\\\n   rt = 9000",
                "p\\u006frt = 9000",
                "port = 9000\n\\",
                "port = 9000\nhost = a\\\\\n"
            })
    void readsWhatAPropertiesFileCanSay(String text) throws IOException {
        assertEquals(9000, ServerConfig.builder().file(file(text)).build().get(Options.PORT));
    }

    @Test
    void remembersWhereEachSettingWasMade() throws IOException {
        var file = file("port = 1\nbacklog = 1\nworkers = 1\nhost = a");

        var config =
                ServerConfig.builder()
                        .file(file)
                        .environment(Map.of("POUNCE_BACKLOG", "2", "POUNCE_WORKERS", "2"))
                        .set(Map.of("workers", "3"), name -> "--" + name)
                        .host("b")
                        .build();

        assertEquals(Optional.of(file + ", line 1"), config.place(Options.PORT));
        assertEquals(Optional.of("POUNCE_BACKLOG"), config.place(Options.BACKLOG));
        assertEquals(Optional.of("--workers"), config.place(Options.WORKERS));
        assertEquals(Optional.empty(), config.place(Options.HOST), "code has no name");
        assertEquals(Optional.empty(), config.place(Options.LISTEN), "a default is nowhere");
    }

    @Test
    void knowsWhereEachSettingBeginsThatCannotBeUsed() throws IOException {
        var faults =
                faults(
                        """
                        # 1
                        port = 1
                        host = \\
                            a\\
                            b
                        timeouts.header = soon
                        workers = \\
                            -1
                        """);

        assertEquals(
                """
                FILE, line 6: timeouts.header = soon: not a duration like 250ms, 10s, 5m or 2h (One whole request head, 1ms to 24h.)
                FILE, line 7: workers = -1: not allowed (Event loops; 0 for one per processor.)\
                """,
                faults);
    }

    @Test
    void doesNotLetTheSecondOfTwoSettingsWinInSilence() throws IOException {
        assertEquals("FILE, line 3: port: set in line 1 too", faults("port=1\nhost=a\nport=2"));
    }

    @Test
    void refusesAnEscapeThatIsNone() throws IOException {
        assertEquals("FILE, line 2: an escape that is none", faults("port=1\nhost=\\u12x4"));
    }

    @Test
    void refusesWhatIsNoTextInUtf8() throws IOException {
        var file = directory.resolve("settings");
        Files.write(file, "host = caf\u00e9".getBytes(ISO_8859_1));

        assertEquals("FILE: this is no text in UTF-8", faults(file));
    }

    @Test
    void saysThatThereIsNoFile() {
        assertEquals("FILE: there is no such file", faults(directory.resolve("settings")));
    }

    @Test
    void saysThatADirectoryIsNoFile() {
        assertTrue(faults(directory).contains("this cannot be read"));
    }

    @ParameterizedTest
    @CsvSource({
        "POUNCE_PROT, POUNCE_PORT",
        "POUNCE_TIMEOUT_HEADER, POUNCE_TIMEOUTS_HEADER",
        "POUNCE_, POUNCE_JFR"
    })
    void namesTheNearestVariable(String unknown, String nearest) {
        var config = ServerConfig.builder().environment(Map.of(unknown, "1"));

        var refused = assertThrows(ConfigException.class, config::build);

        assertEquals(unknown + ": unknown; the nearest option is " + nearest, refused.getMessage());
    }

    @Test
    void leavesVariablesOfOthersAlone() {
        var variables =
                Map.of("PORT", "x", "POUNCE", "x", "pounce_port", "x", "Z", "x", "POUNCED_X", "x");

        var config = ServerConfig.builder().environment(variables).build();

        assertEquals(ServerConfig.defaults().toString(), config.toString());
    }

    @Test
    void saysWhichVariableCannotBeUsed() {
        var config =
                ServerConfig.builder()
                        .environment(
                                Map.of(
                                        "POUNCE_PORT",
                                        "tcp://10.0.0.1:80",
                                        "POUNCE_HTTP_ROOT_PATH",
                                        "s"));

        var refused = assertThrows(ConfigException.class, config::build);

        assertEquals(
                """
                POUNCE_HTTP_ROOT_PATH: http.root-path = <hidden>: not allowed (Prefix under which the application is mounted; empty, or /prefix.)
                POUNCE_PORT: port = tcp://10.0.0.1:80: not a whole number (Port to bind, 0 to 65535; 0 takes a free one.)\
                """,
                refused.getMessage());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("settings"), text);
    }

    private String faults(String text) throws IOException {
        return faults(file(text));
    }

    private static String faults(Path file) {
        var builder = ServerConfig.builder().file(file);
        var refused = assertThrows(ConfigException.class, builder::build);
        return String.valueOf(refused.getMessage()).replace(file.toString(), "FILE");
    }
}
