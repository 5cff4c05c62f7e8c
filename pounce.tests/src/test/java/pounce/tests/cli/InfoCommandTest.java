package pounce.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pounce.api.Pounce;
import pounce.tests.application.Compiled;

@Timeout(60)
final class InfoCommandTest {
    private static List<String> lines(String... flags) {
        var outcome = Outcome.of(flags);
        assertEquals(0, outcome.code(), outcome::err);
        assertEquals("", outcome.err());
        return outcome.out().lines().toList();
    }

    /// {@return the lines under a heading}
    private static List<String> part(String heading, List<String> lines) {
        return lines.subList(lines.indexOf(heading) + 1, lines.size()).stream()
                .takeWhile(line -> line.startsWith("  "))
                .map(String::strip)
                .toList();
    }

    @Test
    void beginsWithVersions() {
        var lines = lines("info");

        assertTrue(
                lines.get(0).startsWith("pounce " + Pounce.version() + ", on the module path of "));
        assertTrue(lines.get(1).startsWith("Java " + Runtime.version() + ", "), lines.get(1));
        assertTrue(lines.get(2).matches(".+ on .+, \\d+ processors, \\d+ MiB of heap at most"));
    }

    @Test
    void tellsTheModeOfThreadsThatWouldBeUsedAndWhy() {
        assertEquals(
                List.of("shared: as worker-mode says", "event loops: 3"),
                part("threads", lines("info", "--worker-mode", "shared", "--workers", "3")));
    }

    @Test
    void listsModulesAndWhatTheyProvide() {
        var lines = lines("info");

        var modules = part("modules", lines);
        var names = modules.stream().map(line -> line.replaceAll(" .*", "")).toList();
        assertTrue(names.containsAll(List.of("org.slf4j", "pounce.api", "pounce.engine")));
        assertTrue(names.stream().noneMatch(name -> name.startsWith("java.")), names::toString);
        var providers =
                part("providers", lines).stream().map(line -> line.replaceAll(" +", " ")).toList();
        assertTrue(
                providers.containsAll(
                        List.of(
                                "TLS tls pounce.tls",
                                "collector access-log pounce.lifecycle",
                                "content coding gzip pounce.middleware",
                                "static files static pounce.staticfiles")),
                providers::toString);
        assertEquals(
                List.of("nothing: every option has the module that it needs"),
                part("missing", lines));
    }

    @Test
    void listsTheModulesOfAnApplicationAndWhatTheyBring(@TempDir Path directory)
            throws IOException {
        var classes =
                Compiled.into(directory.resolve("classes"))
                        .source(
                                "module-info.java",
                                "module sample { requires pounce.api; provides pounce.api.App with sample.Main;"
                                        + " provides pounce.api.spi.Plugin with sample.Extra; }")
                        .source(
                                "sample/Main.java",
                                """
                                package sample;
                                import pounce.api.*;
                                public final class Main implements Handler {
                                    public Response handle(Request request) { return Response.text("sample"); }
                                }
                                """)
                        .source(
                                "sample/Extra.java",
                                """
                                package sample;
                                import pounce.api.spi.*;
                                public final class Extra implements Plugin {
                                    public String name() { return "extra"; }
                                    public void install(PluginContext context) { }
                                }
                                """)
                        .compile("--module-version", "1.2");

        var lines = lines("info", classes.toString());

        assertEquals(List.of("sample 1.2"), part("application", lines));
        assertTrue(
                part("providers", lines).stream()
                        .anyMatch(line -> line.matches("plug-in +extra +sample")),
                lines::toString);
    }

    @Test
    void tellsWhatIsMissingAndHowToAddIt() throws Exception {
        try (var pounce =
                CommandProcess.run(
                        "--limit-modules=pounce.cli,pounce.engine,pounce.lifecycle,pounce.tls",
                        "info")) {
            assertEquals(0, pounce.exitCode());
            var missing = part("missing", pounce.log());

            assertEquals(6, missing.size(), missing::toString);
            assertTrue(
                    missing.get(0)
                            .startsWith("pounce.middleware, for compression, conditional, cors"));
            assertEquals(
                    "add it to the module path, or to the image with jlink --add-modules pounce.middleware",
                    missing.get(1));
            assertEquals("pounce.staticfiles, for static", missing.get(2));
            assertEquals("pounce.tracing, for tracing", missing.get(4));
        }
    }

    @Test
    void failsWhereTheApplicationIsNotThere() {
        var outcome = Outcome.of("info", "no.such.module");

        assertEquals(1, outcome.code());
        assertTrue(outcome.err().endsWith("code: POUNCE_APP_NOT_FOUND\n"), outcome::err);
    }
}
