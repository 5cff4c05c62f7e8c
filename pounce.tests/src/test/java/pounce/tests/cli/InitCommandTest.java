package pounce.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pounce.api.Pounce;
import pounce.tests.application.Compiled;

/// What `pounce init` writes builds, passes its own tests, and runs.
@Timeout(120)
final class InitCommandTest {
    @TempDir Path directory;

    private Outcome init(String... arguments) {
        var line = new ArrayList<>(List.of("init"));
        line.addAll(List.of(arguments));
        return Outcome.in(directory, Map.of(), line.toArray(String[]::new));
    }

    /// Does what Maven would do.
    private static void build(Path project) throws IOException {
        var classes =
                Compiled.into(project.resolve("target/classes"))
                        .sources(project.resolve("src/main/java"))
                        .compile("-Xlint:all", "-Werror");
        var services = project.resolve("src/main/resources/META-INF/services");
        if (Files.exists(services)) {
            var copies = Files.createDirectories(classes.resolve("META-INF/services"));
            try (var files = Files.list(services)) {
                for (var file : files.toList()) {
                    Files.copy(file, copies.resolve(file.getFileName()));
                }
            }
        }
        Compiled.into(project.resolve("target/test-classes"))
                .sources(project.resolve("src/test/java"))
                .compile("--class-path", CommandProcess.classPath() + File.pathSeparator + classes);
    }

    private static List<String> passed(Path project, String test) throws Exception {
        var target = project.resolve("target");
        try (var tests =
                CommandProcess.java(
                        List.of(target.resolve("classes"), target.resolve("test-classes")),
                        "pounce.tests.cli.WrittenTests",
                        test)) {
            var log = tests.log();
            assertEquals(0, tests.exitCode(), log::toString);
            return log.stream().filter(line -> line.startsWith("passed ")).sorted().toList();
        }
    }

    private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }

    @Test
    void tellsWhatItHasWrittenAndWhatIsNext() {
        assertEquals(
                new Outcome(
                        0,
                        """
                        wrote org.example.shop/pom.xml
                        wrote org.example.shop/README.md
                        wrote org.example.shop/pounce.properties
                        wrote org.example.shop/src/main/java/module-info.java
                        wrote org.example.shop/src/main/java/org/example/shop/Application.java
                        wrote org.example.shop/src/test/java/org/example/shop/ApplicationTest.java
                        wrote org.example.shop/.gitignore

                        next:
                          cd org.example.shop
                          mvn package
                          pounce serve .
                        """,
                        ""),
                init("org.example.shop"));
    }

    @Test
    void writesAnApplicationThatPassesItsTestsAndServes() throws Exception {
        assertEquals(0, init("shop", "--name", "org.example.shop").code());
        var project = directory.resolve("shop");
        build(project);

        assertEquals(
                List.of("passed greetsWhoeverAsks", "passed hasNothingElsewhere"),
                passed(project, "org.example.shop.ApplicationTest"));
        try (var pounce = CommandProcess.serve(project.toString())) {
            assertEquals("Hello, Ann\n", get(pounce.uri().resolve("/?name=Ann")).body());
        }
    }

    @Test
    void writesAPlugInThatPassesItsTestsAndAddsToAServer() throws Exception {
        assertEquals(0, init("shop").code());
        assertEquals(0, init("org.example.Free_Quota", "--plugin").code());
        var app = directory.resolve("shop");
        var plugin = directory.resolve("org.example.Free_Quota");
        build(app);
        build(plugin);

        assertEquals(
                List.of("passed addsAField", "passed saysWhatItIsTold"),
                passed(plugin, "org.example.Free_Quota.ExtensionTest"));
        var path = plugin.resolve("target/classes").toString();
        try (var pounce = CommandProcess.serve(app.toString(), "--module-path", path)) {
            var answer = get(pounce.uri());
            assertEquals("hello", answer.headers().firstValue("x-free-quota").orElseThrow());
        }
    }

    @Test
    void itsSettingsCanBeUsed() {
        init("shop");

        var outcome =
                Outcome.in(
                        directory.resolve("shop"), Map.of(), "config", "show", "--format", "json");

        assertEquals(0, outcome.code(), outcome::err);
    }

    @Test
    void writesIntoTheDirectoryWhereItIs() {
        assertEquals(0, init(".", "--name", "shop").code());
        assertTrue(Files.exists(directory.resolve("src/main/java/shop/Application.java")));
    }

    @Test
    void writesNothingWhereOneOfItsFilesIs() throws IOException {
        Files.writeString(directory.resolve("README.md"), "mine");
        Files.createDirectories(directory.resolve("src/main/java"));
        Files.writeString(directory.resolve("src/main/java/module-info.java"), "mine");

        var outcome = init(".", "--name", "shop");

        assertEquals(1, outcome.code());
        assertEquals(
                """
                error: already there: DIR/./README.md, DIR/./src/main/java/module-info.java
                hint: Name another directory, or move the files away.
                code: POUNCE_INIT_EXISTS
                """
                        .replace("DIR", directory.toString()),
                outcome.err());
        assertEquals(List.of("README.md", "module-info.java"), files());
        assertEquals("mine", Files.readString(directory.resolve("README.md")));
    }

    @Test
    void leavesNothingBehindWhereItCannotWriteAll() throws IOException {
        Files.writeString(directory.resolve("src"), "in the way");

        var outcome = init(".", "--name", "shop");

        assertEquals(1, outcome.code());
        assertTrue(outcome.err().endsWith("code: POUNCE_INIT_FAILED\n"), outcome::err);
        assertEquals(List.of("src"), files());
    }

    private List<String> files() throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "my-shop, my.shop",
        "2fast, _2fast",
        "org.example.class, org.example.class_",
        "a..b, a.b",
        "java.shop, org.example.shop",
        "_, __",
        "---, org.example.shop"
    })
    void refusesNamesThatNoModuleCanHave(String name, String near) throws IOException {
        var outcome = init("shop", "--name=" + name);

        assertEquals(1, outcome.code());
        assertEquals(
                """
                error: "%s" cannot be the name of a module; %s could
                hint: Name a module: words with dots between them, with --name.
                code: POUNCE_INIT_NAME
                """
                        .formatted(name, near),
                outcome.err());
        assertEquals(List.of(), files());
    }

    @Test
    void refusesTheNameOfAModuleThatPounceHas() {
        var outcome = init("pounce.api");

        assertEquals(1, outcome.code());
        assertTrue(outcome.err().startsWith("error: pounce itself has a module pounce.api\n"));
    }

    @Test
    void needsToBeToldWhere() {
        var outcome = init();

        assertEquals(2, outcome.code());
        assertTrue(outcome.err().endsWith("hint: pounce init --help\n"), outcome::err);
    }

    @Test
    void itsBuildHasTheVersionsOfThisOne() throws IOException {
        init("shop");
        var ours = Files.readString(Path.of("..", "pom.xml"));
        var theirs = Files.readString(directory.resolve("shop/pom.xml"));

        assertTrue(
                theirs.contains("<pounce.version>" + Pounce.version() + "</pounce.version>"),
                theirs);
        assertEquals(property(ours, "junit.version"), property(theirs, "junit.version"));
        for (var plugin :
                List.of(
                        "maven-resources-plugin",
                        "maven-jar-plugin",
                        "maven-compiler-plugin",
                        "maven-surefire-plugin",
                        "maven-dependency-plugin")) {
            assertTrue(
                    Pattern.compile(
                                    "<artifactId>"
                                            + plugin
                                            + "</artifactId>\\s*<version>"
                                            + Pattern.quote(property(ours, plugin + ".version"))
                                            + "</version>")
                            .matcher(theirs)
                            .find(),
                    plugin);
        }
    }

    private static String property(String pom, String name) {
        var found = Pattern.compile("<" + name + ">(.*)</" + name + ">").matcher(pom);
        assertTrue(found.find(), name);
        return found.group(1);
    }
}
