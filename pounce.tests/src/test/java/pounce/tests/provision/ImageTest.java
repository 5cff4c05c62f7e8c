package pounce.tests.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Images that users link from their modules and pounce's.
@Timeout(300)
final class ImageTest {
    @TempDir Path directory;

    /// Links, where this JDK can.
    private Path link(String name, Path application, String... options) {
        var jlink = ToolProvider.findFirst("jlink");
        assumeTrue(
                jlink.isPresent() && (hasPackagedModules() || linksItself(jlink.get())),
                "NOT TESTED: this JDK has neither jmods nor a run-time image that jlink can link from");
        var image = directory.resolve(name);
        var arguments = new ArrayList<>(List.of("--output", image.toString()));
        arguments.addAll(
                List.of(
                        "--module-path",
                        Program.joined(
                                Modules.and(
                                        Modules.of(Modules.STANDARD),
                                        Modules.and(Modules.of("pounce.api"), application)))));
        arguments.addAll(List.of("--add-modules", "sample"));
        arguments.addAll(List.of(options));
        var output = new StringWriter();
        var writer = new PrintWriter(output);

        int status = jlink.get().run(writer, writer, arguments.toArray(String[]::new));

        assertEquals(0, status, output::toString);
        return image;
    }

    private static boolean hasPackagedModules() {
        return Files.exists(Path.of(System.getProperty("java.home"), "jmods"));
    }

    private static boolean linksItself(ToolProvider jlink) {
        var help = new StringWriter();
        var writer = new PrintWriter(help);
        jlink.run(writer, writer, "--help");
        return help.toString().contains("Linking from run-time image enabled");
    }

    @Test
    void saysWhatIsMissingAndWhichOptionRepairsIt() throws Exception {
        var application = Program.requiring("pounce.api", directory);

        var told = Program.in(link("bare", application));

        assertEquals(
                "POUNCE_PROVIDER_MISSING: nothing provides pounce.api.spi.EngineProvider: add module"
                        + " pounce.engine to the module path, or to the image with"
                        + " jlink --add-modules pounce.engine",
                told);
        int advice = told.lastIndexOf("--add-modules");
        assertEquals(
                "Hello",
                Program.in(link("mended", application, told.substring(advice).split(" "))));
    }

    @Test
    void hasEverythingWhereTheApplicationRequiresTheStandardModule() throws Exception {
        var image = link("standard", Program.requiring("pounce.standard", directory));

        assertEquals("Hello", Program.in(image));
        var release = Files.readString(image.resolve("release"));
        for (var module : Modules.STANDARD) {
            assertTrue(release.contains(module), release);
        }
    }
}
