package pounce.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Options;
import pounce.api.Pounce;

@Timeout(30) // a test that fails to fail would serve for ever
final class PounceCommandTest {
    private static final String HELLO = "../examples/hello";

    @ParameterizedTest
    @ValueSource(strings = {"version", "--version", "-V"})
    void printsItsVersion(String argument) {
        var outcome = Outcome.of(argument);

        assertEquals(new Outcome(0, "pounce " + Pounce.version() + "\n", ""), outcome);
    }

    @Test
    void showsExamplesInTheHelp() {
        var outcome = Outcome.of("--help");

        assertEquals(0, outcome.code());
        assertTrue(outcome.out().contains("pounce serve examples/hello"), outcome::out);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve",
                "check",
                "info",
                "init",
                "config",
                "config show",
                "config template",
                "config schema",
                "version"
            })
    void explainsEachCommandWithExamples(String name) {
        var line = Stream.concat(Stream.of(name.split(" ", -1)), Stream.of("--help"));

        var outcome = Outcome.of(line.toArray(String[]::new));

        assertEquals(0, outcome.code());
        assertEquals("", outcome.err());
        assertTrue(outcome.out().contains("\nusage: pounce " + name + " "), outcome::out);
        var examples = outcome.out().substring(outcome.out().indexOf("\nexamples:\n") + 11);
        assertTrue(
                examples.lines()
                        .allMatch(each -> each.contains("pounce " + name.replaceFirst(" .*", ""))),
                examples);
    }

    @Test
    void tellsWhatEachCommandIsFor() {
        var help = Outcome.of("--help").out();

        for (var name : List.of("serve", "check", "info", "init", "config", "version")) {
            assertTrue(help.matches("(?s).*\n  " + name + " +[A-Z].*"), name);
        }
    }

    @Test
    void offersEveryOptionOfTheTableAsAFlag() {
        var help = Outcome.of("serve", "--help").out();

        for (var option : Options.all()) {
            var flag = option.defaultValue() instanceof Boolean ? " --[no-]" : " --";
            assertTrue(help.contains(flag + option.name().replace('.', '-')), option.name());
        }
    }

    @Test
    void explainsAFlagWithTheDocumentationAndTheDefaultOfItsOption() {
        var help = Outcome.of("serve", "--help").out().replaceAll("\\s+", " ");

        assertTrue(
                help.contains(
                        "--port=NUMBER Port to bind, 0 to 65535; 0 takes a free one. Default: 8000"),
                help);
        assertTrue(help.contains("Let %2F pass in paths"), help);
    }

    @Test
    void doesNotUnderstandAnEmptyCommandLine() {
        var outcome = Outcome.of();

        assertEquals(2, outcome.code());
        assertEquals("hint: pounce --help", outcome.err().lines().toList().getLast());
    }

    @Test
    void namesAnUnknownFlagAndWhereTheKnownOnesAre() {
        var outcome = Outcome.of("serve", HELLO, "--prot", "80");

        assertEquals(2, outcome.code());
        assertEquals(
                "error: unknown argument --prot; the nearest is --port\nhint: pounce serve --help\n",
                outcome.err());
    }

    @Test
    void needsAnApplicationToServe() {
        var outcome = Outcome.of("serve", "--port", "0");

        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("APP"), outcome::err);
    }

    @Test
    void needsTheDirectoriesThatItServes() {
        var outcome = Outcome.of("serve", "--static", "no/such/directory", "--port", "0");

        assertEquals(1, outcome.code());
        assertTrue(outcome.err().contains("no/such/directory"), outcome::err);
    }

    @Test
    void takesAFlagWithoutItsValueBeforeTheApplication() {
        var outcome = Outcome.of("serve", "--http-encoded-slash", "no.such.module");

        assertEquals(1, outcome.code());
        assertTrue(outcome.err().contains("no.such.module"), outcome::err);
    }

    @Test
    void reportsAFailureInThreeLines() {
        var outcome = Outcome.of("serve", "no.such.module");

        var lines = outcome.err().lines().toList();
        assertEquals(1, outcome.code());
        assertEquals(3, lines.size(), outcome::err);
        assertTrue(lines.get(0).startsWith("error: "), outcome::err);
        assertTrue(lines.get(1).startsWith("hint: "), outcome::err);
        assertEquals("code: POUNCE_APP_NOT_FOUND", lines.get(2));
    }

    @Test
    void reportsAPortThatIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var outcome =
                    Outcome.of("serve", HELLO, "--port", String.valueOf(taken.getLocalPort()));

            assertEquals(1, outcome.code());
            assertTrue(outcome.err().contains("code: POUNCE_LISTEN_FAILED"), outcome::err);
        }
    }

    @Test
    void takesSeveralListenersAndReportsTheOneThatIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            var outcome =
                    Outcome.of(
                            "serve",
                            HELLO,
                            "--listen",
                            "http://127.0.0.1:0",
                            "--listen",
                            "http://127.0.0.1:" + port);

            assertEquals(1, outcome.code());
            assertTrue(outcome.err().contains(":" + port), outcome::err);
        }
    }

    @Test
    void saysWhatAListenerForProxiesLacks() {
        var outcome =
                Outcome.of(
                        "serve",
                        HELLO,
                        "--listen",
                        "http://127.0.0.1:0?proxy-protocol",
                        "--proxy-protocol-trusted",
                        "unix");

        assertEquals(1, outcome.code());
        assertTrue(outcome.err().contains("proxy-protocol.trusted"), outcome::err);
        assertTrue(outcome.err().contains("code: POUNCE_CONFIG_INVALID"), outcome::err);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--listen http://127.0.0.1:TAKEN | listen by --listen",
                "--port TAKEN                    | port by --port",
                "--tls-cert no.pem --tls-key no.key | tls.cert by --tls-cert, tls.key by --tls-key",
                "--errors-pages none             | errors.pages by --errors-pages",
                "--errors-pages debug --host 0.0.0.0 | host by --host, errors.pages by --errors-pages",
                "--static no/such/directory      | static by --static",
                "--access-log-output no/such/x   | access-log.output by --access-log-output",
                "--rate-limit true --rate-limit-store none | rate-limit.store by --rate-limit-store",
                "--module-path no/such/path      | module-path by --module-path",
                "--cors-origins * --cors-credentials true | cors.credentials by --cors-credentials",
                "--timeouts-drain-delay 1m       | timeouts.drain-delay by --timeouts-drain-delay",
                "--timeouts-shutdown 2s          | timeouts.shutdown by --timeouts-shutdown,"
                        + " timeouts.drain-delay by POUNCE_TIMEOUTS_DRAIN_DELAY",
                "--config FILE                   | cors.credentials in FILE, line 3",
            })
    void saysWhereASettingWasMadeThatKeepsItFromStartingAsTheCheckDoes(
            String line, @TempDir Path directory) throws IOException {
        var file =
                Files.writeString(
                        directory.resolve("some.properties"),
                        "\ncors.origins = *\ncors.credentials = true\n");
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var parts =
                    line.replace("TAKEN", String.valueOf(taken.getLocalPort()))
                            .replace("FILE", file.toString())
                            .split(" *\\| *", -1);
            var flags = List.of(parts[0].split(" ", -1));
            var environment =
                    flags.contains("--timeouts-shutdown")
                            ? Map.of("POUNCE_TIMEOUTS_DRAIN_DELAY", "3s")
                            : Map.<String, String>of();

            var served = Outcome.in(directory, environment, with("serve", flags));

            assertEquals(1, served.code(), served::out);
            assertEquals(
                    List.of(parts[1].split(", (?=[a-z.-]+ (?:by|in) )", -1)),
                    served.err()
                            .lines()
                            .filter(each -> each.startsWith("set: "))
                            .map(each -> each.substring(5))
                            .toList(),
                    served::err);
            var checked = Outcome.in(directory, environment, with("check", flags));
            assertEquals(withoutErrors(checked), withoutErrors(served));
        }
    }

    /// {@return places, hints and codes: what a check has tried is not always what a start does}
    private static List<String> withoutErrors(Outcome outcome) {
        return outcome.err().lines().filter(each -> !each.startsWith("error: ")).toList();
    }

    private static String[] with(String command, List<String> flags) {
        return Stream.concat(Stream.of(command, HELLO), flags.stream()).toArray(String[]::new);
    }

    @Test
    void saysWhereASettingWasMadeThatKeepsItFromTelling() {
        var told = Outcome.of("info", HELLO, "--module-path", "no/such/path");
        var shown = Outcome.of("config", "show", "--cors-origins=*", "--cors-credentials=true");

        assertTrue(told.err().contains("\nset: module-path by --module-path\n"), told::err);
        assertTrue(
                shown.err().contains("\nset: cors.credentials by --cors-credentials\n"),
                shown::err);
    }

    @Test
    void showsWhereAnApplicationThrewThatCannotBeMade(@TempDir Path classes) throws IOException {
        compile(
                classes,
                "module broken { requires pounce.api; provides pounce.api.App with broken.Broken; }",
                """
                package broken;
                public final class Broken implements pounce.api.Handler {
                    public Broken() { throw new IllegalStateException("no database"); }
                    public pounce.api.Response handle(pounce.api.Request request) { return null; }
                }
                """);

        var outcome = Outcome.of("serve", classes.toString());

        assertEquals(1, outcome.code());
        assertTrue(outcome.err().contains("code: POUNCE_APP_INVALID"), outcome::err);
        assertTrue(outcome.err().contains("IllegalStateException: no database"), outcome::err);
        assertTrue(outcome.err().contains("at broken/broken.Broken.<init>"), outcome::err);
    }

    private static void compile(Path directory, String module, String application)
            throws IOException {
        var javac = ToolProvider.findFirst("javac").orElseThrow();
        int code =
                javac.run(
                        System.out,
                        System.err,
                        "--module-path",
                        System.getProperty("jdk.module.path"),
                        "-d",
                        directory.toString(),
                        write(directory.resolve("module-info.java"), module),
                        write(directory.resolve("Broken.java"), application));
        assertEquals(0, code);
    }

    private static String write(Path file, String source) throws IOException {
        return Files.writeString(file, source).toString();
    }
}
