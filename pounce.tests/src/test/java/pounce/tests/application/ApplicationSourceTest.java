package pounce.tests.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Option;
import pounce.api.Options;
import pounce.api.ServerConfig;
import pounce.api.error.AppException;
import pounce.api.error.ErrorCode;
import pounce.engine.application.Application;
import pounce.engine.application.ApplicationSource;

/// Applications are compiled here, as a user's would be, and found by every name that a user may
/// give.
final class ApplicationSourceTest {
    private static final String MODULE =
            "module sample { requires pounce.api; provides pounce.api.App with sample.Main; }";

    private static final String THROWS =
            "public Main() { throw new IllegalStateException(\"no database\"); } public Response";

    @TempDir Path project;

    // ---------------------------------------------------------------- names

    @Test
    void findsADirectoryOfClasses() throws Exception {
        assertEquals("Main", answer(sample("classes").compile().toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"target/classes", "build/classes/java/main"})
    void findsAProjectThatHasBeenBuilt(String classes) throws Exception {
        sample(classes).compile();

        assertEquals("Main", answer(project.toString()));
    }

    @Test
    void findsAJar() throws Exception {
        assertEquals("Main", answer(sample("sample").jar().toString()));
    }

    @Test
    void findsAModuleBesideTheServer() throws Exception {
        assertEquals("Hello, world\n", answer("pounce.examples.hello"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mods", "mods/one"})
    void findsAModuleOnTheModulePathOfTheApplication(String entry) throws Exception {
        sample("mods/one").compile();

        assertEquals("Main", answer("sample", Options.MODULE_PATH, project.resolve(entry)));
    }

    @ParameterizedTest
    @CsvSource({"sample, sample.Other", "PLACE, sample.Other", "PLACE, sample.Main"})
    void takesTheClassThatTheNameSaysOfThoseThatAreProvided(String module, String type)
            throws Exception {
        var classes =
                module("classes", MODULE.replace("sample.Main;", "sample.Main, sample.Other;"))
                        .source("sample/Main.java", app("Main"))
                        .source("sample/Other.java", app("Other"))
                        .compile();
        var name = module.replace("PLACE", classes.toString()) + '/' + type;

        assertEquals(type.replace("sample.", ""), answer(name, Options.MODULE_PATH, classes));
    }

    @Test
    void takesAClassOfAnExportedPackageThatIsNotProvided() throws Exception {
        var classes =
                module("classes", "module sample { requires pounce.api; exports sample; }")
                        .source("sample/Main.java", app("Main"))
                        .compile();

        assertEquals("Main", answer(classes + "/sample.Main"));
    }

    @Test
    void findsAClassOnAClassPathWithoutModules() throws Exception {
        var classes =
                Compiled.into(project.resolve("classes"))
                        .source("sample/Main.java", app("Main"))
                        .compile();

        assertEquals("Main", answer("sample.Main", Options.CLASS_PATH, classes));
    }

    @Test
    void takesAllJarsOfADirectoryOnTheClassPath() throws Exception {
        Compiled.into(project.resolve("sample")).source("sample/Main.java", app("Main")).jar();

        assertEquals("Main", answer("sample.Main", Options.CLASS_PATH, project.resolve("*")));
    }

    // ---------------------------------------------------------------- a layer of its own

    @Test
    void givesEachLoadClassesOfItsOwnAndTheServersLayerNone() throws IOException {
        var source = source(sample("classes").compile().toString());

        var one = source.load();
        var other = source.load();

        assertNotSame(one.loader(), other.loader());
        assertTrue(one.hasOwnLoader());
        assertTrue(ModuleLayer.boot().findModule("sample").isEmpty());
    }

    @Test
    void goesOnWithTheOldFilesWhenTheyAreBuiltAnew() throws Exception {
        var later =
                """
                package sample;
                import pounce.api.*;
                public final class Main implements Handler {
                    public Response handle(Request request) { return Later.answer(); }
                }
                """;
        var type =
                """
                package sample;
                import pounce.api.*;
                final class Later { static Response answer() { return Response.text("%s"); } }
                """;
        var classes = project.resolve("classes");
        module("classes", MODULE)
                .source("sample/Main.java", later)
                .source("sample/Later.java", type.formatted("old"))
                .compile();
        var source = source(classes.toString());
        var old = source.load();

        module("classes", MODULE)
                .source("sample/Main.java", later)
                .source("sample/Later.java", type.formatted("new"))
                .compile();

        assertEquals("old", Answer.of(old));
        assertEquals("new", Answer.of(source.load()));
    }

    @Test
    void removesItsCopiesInTheEnd() throws Exception {
        var application = source(sample("sample").jar().toString()).load();
        var copy = location(application);
        assertTrue(Files.exists(copy));

        application.files().close();

        assertFalse(Files.exists(copy));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its files have no modes")
    void hidesItsCopiesFromOtherUsers() throws Exception {
        var application = source(sample("sample").jar().toString()).load();
        try (var _ = application.files()) {
            var temporary = Path.of(System.getProperty("java.io.tmpdir"));
            var copies = temporary.resolve(temporary.relativize(location(application)).getName(0));

            assertEquals(
                    "rwx------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(copies)));
        }
    }

    private static Path location(Application application) throws Exception {
        var main = application.loader().loadClass("sample.Main");
        return Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @Test
    void findsResourcesServicesAndWhatIsOpened() throws Exception {
        library("library", "module library { exports library; }", "library");
        var plugin =
                Compiled.into(project.resolve("target/lib/plugin"))
                        .with(project.resolve("target/lib/library"))
                        .source(
                                "module-info.java",
                                "module plugin { requires library; provides library.Greeter with plugin.Polite; }")
                        .source(
                                "plugin/Polite.java",
                                """
                                package plugin;
                                public final class Polite implements library.Greeter {
                                    public String greet() { return "Good day"; }
                                }
                                """)
                        .compile();
        assertTrue(Files.isDirectory(plugin));
        var classes =
                Compiled.into(project.resolve("target/classes"))
                        .with(project.resolve("target/lib/library"))
                        .source(
                                "module-info.java",
                                """
                                module sample {
                                    requires pounce.api;
                                    requires library;
                                    uses library.Greeter;
                                    opens sample.model to library;
                                    provides pounce.api.App with sample.Main;
                                }
                                """)
                        .source(
                                "sample/model/Model.java",
                                "package sample.model; class Model { private String secret = \"open\"; }")
                        .source(
                                "sample/Main.java",
                                """
                                package sample;
                                import pounce.api.*;
                                public final class Main implements Handler {
                                    public Response handle(Request request) throws Exception {
                                        var greeter = java.util.ServiceLoader.load(library.Greeter.class);
                                        var text = Main.class.getResourceAsStream("text");
                                        return Response.text(
                                            greeter.findFirst().orElseThrow().greet() + ", "
                                                + new String(text.readAllBytes()) + ", "
                                                + library.Greeter.read(Class.forName("sample.model.Model"), "secret"));
                                    }
                                }
                                """)
                        .compile();
        Files.writeString(classes.resolve("sample/text"), "resource");

        assertEquals("Good day, resource, open", answer(project.toString()));
    }

    @Test
    void findsTheResourcesThatGradlePutsElsewhere() throws Exception {
        module("build/classes/java/main", MODULE)
                .source(
                        "sample/Main.java",
                        app("Main")
                                .replace(
                                        "\"Main\"",
                                        "new String(Main.class.getResourceAsStream(\"text\").readAllBytes())")
                                .replace("request)", "request) throws Exception"))
                .compile();
        var resources = Files.createDirectories(project.resolve("build/resources/main/sample"));
        Files.writeString(resources.resolve("text"), "resource");

        assertEquals("resource", answer(project.toString()));
    }

    @Test
    void usesTheServersModuleWhereTheApplicationBringsTheSame() throws Exception {
        sample("target/classes").compile();
        Compiled.into(project.resolve("target/lib/api"))
                .source("module-info.java", "module pounce.api {}")
                .compile();

        assertEquals("Main", answer(project.toString()));
    }

    @Test
    void leavesTheContextLoaderOfTheThreadAsItWas() throws Exception {
        var application = source(sample("classes").compile().toString()).load();
        var before = Thread.currentThread().getContextClassLoader();

        Answer.of(application);

        assertEquals(before, Thread.currentThread().getContextClassLoader());
    }

    // ---------------------------------------------------------------- plug-ins beside the server's

    private static ApplicationSource hello(Path... modulePath) {
        return ApplicationSource.named(
                "pounce.examples.hello",
                ServerConfig.builder().set(Options.MODULE_PATH, List.of(modulePath)).build());
    }

    /// {@return where it is, beside libraries}
    private Path plugin(String requires) throws IOException {
        Compiled.into(project.resolve("target/lib/plug"))
                .with(project.resolve("target/lib"))
                .source(
                        "module-info.java",
                        "module plug { requires pounce.api; %s provides pounce.api.spi.Plugin with plug.Extra; }"
                                .formatted(requires))
                .source(
                        "plug/Extra.java",
                        """
                        package plug;
                        import pounce.api.spi.*;
                        public final class Extra implements Plugin {
                            public String name() { return "extra"; }
                            public void install(PluginContext context) {}
                        }
                        """)
                .compile();
        return project.resolve("target/lib");
    }

    @Test
    void loadsPluginsAndWhatTheyRequireBesideAModuleOfTheServer() throws Exception {
        library("library", "module library { exports library; }", "library");
        library("unused", "module unused { exports unused; }", "unused");
        var lib = plugin("requires library;");

        var application = hello(lib).load();

        assertEquals("Hello, world\n", Answer.of(application));
        assertEquals(
                List.of("pounce.examples.hello", "library", "plug"),
                application.modules().stream().map(ModuleDescriptor::name).toList());
        var place =
                Path.of(
                        application
                                .loader()
                                .loadClass("plug.Extra")
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        assertFalse(place.startsWith(project), "it is a copy: " + place);
        application.files().close();
        assertFalse(Files.exists(place));
    }

    @Test
    void hasNothingToAddToAModuleOfTheServerWhereThereIsNoPlugin() throws Exception {
        library("library", "module library { exports library; }", "library");
        var application = hello(project.resolve("target/lib")).load();

        assertEquals("Hello, world\n", Answer.of(application));
        assertFalse(application.hasOwnLoader());
    }

    @Test
    void namesWhatAPluginRequiresThatIsNowhere() throws IOException {
        library("gone", "module gone { exports gone; }", "gone");
        var lib = plugin("requires gone;");
        Files.delete(lib.resolve("gone/module-info.class"));

        assertRefused(
                ErrorCode.POUNCE_APP_MODULE_MISSING,
                "module plug requires gone, which is neither among the server's modules nor where it was looked for",
                "pounce.examples.hello",
                Options.MODULE_PATH,
                List.of(lib));
    }

    // ---------------------------------------------------------------- what goes wrong

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no.such.module | there is neither a module nor a path no.such.module",
                "pounce.examples.helo | the nearest module is pounce.examples.hello",
                "no/such/path | there is neither a module nor a path no/such/path",
                "pounce.engine | module pounce.engine does not provide pounce.api.App",
                "pounce.engine/x.Y | module pounce.engine has no class x.Y"
            })
    void saysWhenThereIsNothingOfThatName(String name, String message) {
        assertRefused(ErrorCode.POUNCE_APP_NOT_FOUND, message, name);
    }

    @Test
    void saysWhenAPathIsNone() {
        assertRefused(ErrorCode.POUNCE_APP_NOT_FOUND, "neither a module nor a path", "\0");
    }

    @ParameterizedTest
    @CsvSource({"pom.xml, mvn package", "build.gradle.kts, gradle classes"})
    void tellsHowToBuildAProject(String file, String remedy) throws IOException {
        Files.createFile(project.resolve(file));

        assertRefused(
                ErrorCode.POUNCE_APP_NOT_FOUND,
                "build the project first: " + remedy,
                project.toString());
    }

    @Test
    void saysWhenAModuleProvidesNoApplication() throws IOException {
        var classes =
                module("classes", "module sample { requires pounce.api; }")
                        .source("sample/Main.java", app("Main"))
                        .compile();

        assertRefused(
                ErrorCode.POUNCE_APP_NOT_FOUND,
                "no module in " + classes + " provides pounce.api.App",
                classes.toString());
        assertRefused(
                ErrorCode.POUNCE_APP_INVALID,
                "sample.Main is not accessible: let module sample provide pounce.api.App with sample.Main, or export its package",
                classes + "/sample.Main");
    }

    @Test
    void saysWhenAModuleProvidesTwoApplicationsHowToNameOne() throws IOException {
        var classes =
                module("classes", MODULE.replace("sample.Main;", "sample.Main, sample.Other;"))
                        .source("sample/Main.java", app("Main"))
                        .source("sample/Other.java", app("Other"))
                        .compile();

        assertRefused(ErrorCode.POUNCE_APP_AMBIGUOUS, "sample/sample.Other", classes.toString());
    }

    @Test
    void saysWhatAClassLacks() throws IOException {
        var classes =
                Compiled.into(project.resolve("classes"))
                        .source("a/NoApp.java", "package a; public class NoApp {}")
                        .source(
                                "a/NeedsMore.java",
                                app("NeedsMore")
                                        .replace("package sample", "package a")
                                        .replace(
                                                "public Response",
                                                "public NeedsMore(int x) {} public Response"))
                        .compile();
        var path = List.of(classes);

        assertRefused(
                ErrorCode.POUNCE_APP_INVALID,
                "a.NoApp is no pounce.api.App",
                "a.NoApp",
                Options.CLASS_PATH,
                path);
        assertRefused(
                ErrorCode.POUNCE_APP_INVALID,
                "no public constructor without parameters",
                "a.NeedsMore",
                Options.CLASS_PATH,
                path);
        assertRefused(
                ErrorCode.POUNCE_APP_NOT_FOUND,
                "there is no class a.None in",
                "a.None",
                Options.CLASS_PATH,
                path);
        assertRefused(
                ErrorCode.POUNCE_APP_NOT_FOUND,
                "on the class path does not exist",
                "a.None",
                Options.CLASS_PATH,
                List.of(project.resolve("none.jar")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/sample.Main"})
    void saysWhatTheConstructorThrew(String type) throws IOException {
        var classes =
                module("classes", MODULE)
                        .source("sample/Main.java", app("Main").replace("public Response", THROWS))
                        .compile();

        var refusal = assertThrows(AppException.class, () -> source(classes + type).load());

        assertEquals(ErrorCode.POUNCE_APP_INVALID, refusal.code());
        var trace = new StringWriter();
        refusal.printStackTrace(new PrintWriter(trace));
        assertTrue(
                trace.toString()
                        .contains("Caused by: java.lang.IllegalStateException: no database"));
    }

    @Test
    void namesEveryModuleThatIsMissingAndWhoRequiresIt() throws IOException {
        library("gone", "module gone { exports gone; }", "gone");
        Compiled.into(project.resolve("target/lib/library"))
                .with(project.resolve("target/lib"))
                .source("module-info.java", "module library { requires gone; }")
                .compile();
        Compiled.into(project.resolve("target/lib/other"))
                .source("module-info.java", "module other { requires jdk.incubator.vector; }")
                .compile();
        Compiled.into(project.resolve("target/classes"))
                .with(project.resolve("target/lib"))
                .source(
                        "module-info.java",
                        MODULE.replace("provides", "requires library; requires other; provides"))
                .source("sample/Main.java", app("Main"))
                .compile();
        Files.delete(project.resolve("target/lib/gone/module-info.class"));

        assertRefused(
                ErrorCode.POUNCE_APP_MODULE_MISSING,
                "module library requires gone, which is neither among the server's modules nor where it was looked for",
                project.toString());
        assertRefused(
                ErrorCode.POUNCE_APP_MODULE_MISSING,
                "module other requires jdk.incubator.vector, which this Java has, but was started without: add --add-modules jdk.incubator.vector",
                project.toString());
    }

    @Test
    void namesBothPlacesOfAModuleThatIsThereTwice() throws IOException {
        sample("target/classes").compile();
        var one = Compiled.into(project.resolve("target/lib/one"));
        one.source("module-info.java", "module library {}").compile();
        var other = Compiled.into(project.resolve("lib/other"));
        other.source("module-info.java", "module library {}").compile();

        assertRefused(
                ErrorCode.POUNCE_APP_MODULE_CLASH,
                "module library is there twice: in "
                        + project.resolve("target/lib/one")
                        + " and in "
                        + project.resolve("lib/other"),
                project.toString());
    }

    @Test
    void namesBothJarsOfOneDirectoryThatHaveOneModule() throws IOException {
        sample("target/classes").compile();
        var library = project.resolve("target/lib/library");
        var jar = Compiled.into(library).source("module-info.java", "module library {}").jar();
        Files.copy(jar, jar.resolveSibling("copy.jar"));

        assertRefused(ErrorCode.POUNCE_APP_MODULE_CLASH, "copy.jar", project.toString());
    }

    @Test
    void namesTheTwoModulesThatHaveOnePackage() throws IOException {
        library("library", "module library {}", "sample");
        Compiled.into(project.resolve("target/classes"))
                .with(project.resolve("target/lib"))
                .source(
                        "module-info.java",
                        MODULE.replace("provides", "requires library; provides"))
                .source("sample/Main.java", app("Main"))
                .compile();

        assertRefused(
                ErrorCode.POUNCE_APP_PACKAGE_SPLIT,
                "package sample is in two modules, ",
                project.toString());
    }

    @Test
    void refusesAPackageThatTheServerHas() throws IOException {
        var classes =
                Compiled.into(project.resolve("target/classes"))
                        .source("module-info.java", MODULE)
                        .source("sample/Main.java", app("Main"))
                        .compile();
        Files.createDirectories(classes.resolve("pounce/api"));
        Files.copy(classes.resolve("sample/Main.class"), classes.resolve("pounce/api/Main.class"));

        assertRefused(ErrorCode.POUNCE_APP_PACKAGE_SPLIT, "package pounce.api", project.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"module-info.class", "sample/Main.class"})
    void saysForWhichJavaAClassWasCompiled(String file) throws IOException {
        var classes = sample("classes").compile();
        makeNewer(classes.resolve(file));

        assertRefused(
                ErrorCode.POUNCE_APP_CLASS_VERSION,
                "was compiled for Java 99, and this is Java " + Runtime.version().feature(),
                classes.toString());
    }

    @Test
    void saysSoOfAClassPathToo() throws IOException {
        var classes =
                Compiled.into(project.resolve("classes"))
                        .source("sample/Main.java", app("Main"))
                        .compile();
        makeNewer(classes.resolve("sample/Main.class"));

        assertRefused(
                ErrorCode.POUNCE_APP_CLASS_VERSION,
                "sample.Main was compiled for Java 99",
                "sample.Main",
                Options.CLASS_PATH,
                List.of(classes));
    }

    /// Bytes 6 and 7 of a class file are its version: 44 and the number of the Java.
    private static void makeNewer(Path file) throws IOException {
        var octets = Files.readAllBytes(file);
        octets[6] = 0;
        octets[7] = (byte) (44 + 99);
        Files.write(file, octets);
    }

    @Test
    void refusesWhatIsNoJar() throws IOException {
        var file = Files.writeString(project.resolve("sample.jar"), "no jar");

        assertRefused(ErrorCode.POUNCE_APP_INVALID, "sample.jar", file.toString());
    }

    @Test
    void refusesAModulePathThatIsNone() {
        assertRefused(
                ErrorCode.POUNCE_APP_NOT_FOUND,
                "on the module path does not exist",
                "sample",
                Options.MODULE_PATH,
                List.of(project.resolve("none")));
    }

    // ---------------------------------------------------------------- words

    private static void assertRefused(ErrorCode code, String message, String name) {
        assertRefused(code, message, name, Options.MODULE_PATH, List.of());
    }

    private static <T> void assertRefused(
            ErrorCode code, String message, String name, Option<T> option, T value) {
        var config = ServerConfig.builder().set(option, value).build();

        var refusal =
                assertThrows(
                        AppException.class, () -> ApplicationSource.named(name, config).load());

        assertEquals(code, refusal.code(), refusal::toString);
        assertTrue(refusal.toString().contains(message), refusal::toString);
    }

    private static ApplicationSource source(String name) {
        return ApplicationSource.named(name, ServerConfig.defaults());
    }

    private static String answer(String name) throws Exception {
        return Answer.of(source(name).load());
    }

    private static String answer(String name, Option<List<Path>> option, Path value)
            throws Exception {
        var config = ServerConfig.builder().set(option, List.of(value)).build();
        return Answer.of(ApplicationSource.named(name, config).load());
    }

    private Compiled sample(String folder) throws IOException {
        return module(folder, MODULE).source("sample/Main.java", app("Main"));
    }

    private Compiled module(String folder, String descriptor) throws IOException {
        return Compiled.into(project.resolve(folder)).source("module-info.java", descriptor);
    }

    /// A library with a service in a package of that name.
    private void library(String folder, String descriptor, String name) throws IOException {
        Compiled.into(project.resolve("target/lib").resolve(folder))
                .source("module-info.java", descriptor.replace("library;", name + ";"))
                .source(
                        name + "/Greeter.java",
                        """
                        package %s;
                        public interface Greeter {
                            String greet();
                            static Object read(Class<?> type, String name) throws Exception {
                                var constructor = type.getDeclaredConstructor();
                                constructor.setAccessible(true);
                                var field = type.getDeclaredField(name);
                                field.setAccessible(true);
                                return field.get(constructor.newInstance());
                            }
                        }
                        """
                                .formatted(name))
                .compile();
    }

    private static String app(String name) {
        return """
        package sample;

        import pounce.api.*;

        public final class %1$s implements Handler {
            public Response handle(Request request) {
                return Response.text("%1$s");
            }
        }
        """
                .formatted(name);
    }
}
