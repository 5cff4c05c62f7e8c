package pounce.tests.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pounce.api.error.AppException;
import pounce.api.error.ErrorCode;
import pounce.engine.generation.ApplicationModules;

/// Applications are compiled here, as a user's would be, and found by every name that a user may
/// give.
final class ApplicationModulesTest {
    private static final String APP =
            """
            package sample;

            import pounce.api.*;

            public final class Main implements Handler {
                public Response handle(Request request) {
                    return Response.text("sample");
                }
            }
            """;

    private static final String MODULE =
            "module sample { requires pounce.api; provides pounce.api.App with sample.Main; }";

    @TempDir Path project;

    @Test
    void findsADirectoryOfClasses() throws IOException {
        var app = ApplicationModules.load(compile("classes", MODULE, APP).toString());

        assertEquals("sample", app.getClass().getModule().getName());
    }

    @Test
    void findsAProjectThatHasBeenBuilt() throws IOException {
        compile("target/classes", MODULE, APP);

        var app = ApplicationModules.load(project.toString());

        assertEquals("sample", app.getClass().getModule().getName());
    }

    @Test
    void findsAJar() throws IOException {
        var classes = compile("classes", MODULE, APP);
        var jar = project.resolve("sample.jar");
        run("jar", "--create", "--file", jar.toString(), "-C", classes.toString(), ".");

        var app = ApplicationModules.load(jar.toString());

        assertEquals("sample", app.getClass().getModule().getName());
    }

    @Test
    void givesEachApplicationALayerOfItsOwn() throws IOException {
        var classes = compile("classes", MODULE, APP).toString();

        var one = ApplicationModules.load(classes);
        var other = ApplicationModules.load(classes);

        assertFalse(one.getClass().equals(other.getClass()));
        assertTrue(ModuleLayer.boot().findModule("sample").isEmpty());
    }

    @Test
    void saysWhenThereIsNothingOfThatName() {
        assertEquals(ErrorCode.POUNCE_APP_NOT_FOUND, refusalOf("no.such.module").code());
        assertEquals(ErrorCode.POUNCE_APP_NOT_FOUND, refusalOf(project.toString()).code());
        assertEquals(ErrorCode.POUNCE_APP_NOT_FOUND, refusalOf("\0").code());
    }

    @Test
    void saysWhenAModuleIsThereThatProvidesNoApplication() throws IOException {
        assertEquals(ErrorCode.POUNCE_APP_NOT_FOUND, refusalOf("pounce.engine").code());

        var classes = compile("classes", "module sample { requires pounce.api; }", APP);

        assertEquals(ErrorCode.POUNCE_APP_NOT_FOUND, refusalOf(classes.toString()).code());
    }

    @Test
    void saysWhenAModuleProvidesTwoApplications() throws IOException {
        var classes =
                compile(
                        "classes",
                        MODULE.replace("sample.Main;", "sample.Main, sample.Other;"),
                        APP,
                        APP.replace("Main", "Other"));

        var refusal = refusalOf(classes.toString());

        assertEquals(ErrorCode.POUNCE_APP_AMBIGUOUS, refusal.code());
        assertTrue(refusal.toString().contains("sample.Other"));
    }

    @Test
    void saysWhyAnApplicationCannotBeMade() throws IOException {
        var throwing =
                APP.replace(
                        "public Response",
                        "public Main() { throw new IllegalStateException(); } public Response");

        var classes = compile("classes", MODULE, throwing);

        assertEquals(ErrorCode.POUNCE_APP_INVALID, refusalOf(classes.toString()).code());
    }

    @Test
    void namesTheModuleThatAnApplicationMisses() throws IOException {
        var library = compile("library", "module library {}");
        var classes =
                compile("classes", MODULE.replace("provides", "requires library; provides"), APP);
        Files.delete(library.resolve("module-info.class"));

        var refusal = refusalOf(classes.toString());

        assertEquals(ErrorCode.POUNCE_APP_INVALID, refusal.code());
        assertTrue(refusal.toString().contains("library"), refusal::toString);
    }

    @Test
    void refusesWhatIsNoJar() throws IOException {
        var file = Files.writeString(project.resolve("sample.jar"), "no jar");

        assertEquals(ErrorCode.POUNCE_APP_INVALID, refusalOf(file.toString()).code());
    }

    private static AppException refusalOf(String name) {
        return assertThrows(AppException.class, () -> ApplicationModules.load(name));
    }

    /// Compiles a module into a folder of the project.
    private Path compile(String folder, String module, String... classes) throws IOException {
        var sources = Files.createDirectories(project.resolve("src-" + folder.replace('/', '-')));
        var files =
                new ArrayList<String>(
                        List.of(
                                Files.writeString(sources.resolve("module-info.java"), module)
                                        .toString()));
        for (var source : classes) {
            var name = source.contains("class Other") ? "Other.java" : "Main.java";
            files.add(Files.writeString(sources.resolve(name), source).toString());
        }
        var target = project.resolve(folder);
        var command = new ArrayList<>(List.of("-d", target.toString(), "--module-path"));
        command.add(System.getProperty("jdk.module.path") + ":" + project.resolve("library"));
        command.addAll(files);
        run("javac", command.toArray(String[]::new));
        return target;
    }

    private static void run(String tool, String... arguments) {
        var output = new StringWriter();
        var writer = new PrintWriter(output);

        int status = ToolProvider.findFirst(tool).orElseThrow().run(writer, writer, arguments);

        assertEquals(0, status, output::toString);
    }
}
