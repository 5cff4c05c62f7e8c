package pounce.tests.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pounce.tests.application.Compiled;

/// Plug-ins on the path of a program that does not know them.
@Timeout(120)
final class ProvidersTest {
    private static final String PLUGIN =
            """
            package plug;

            import pounce.api.spi.*;

            public final class Extra implements Plugin {
                public Extra() { BODY }
                public String name() { return "extra"; }
                public void install(PluginContext context) {}
            }
            """;

    private static final String ENGINE =
            """
            package plug;

            import java.util.List;
            import java.util.function.Supplier;
            import pounce.api.*;
            import pounce.api.error.PounceException;
            import pounce.api.spi.*;

            public final class Other implements EngineProvider {
                public String name() { return "engine"; }
                public Server start(App app, ServerConfig config) { throw new AssertionError(); }
                public Server start(String app, ServerConfig config) { throw new AssertionError(); }
                public List<PounceException> check(App app, ServerConfig config) { throw new AssertionError(); }
                public List<PounceException> check(String app, ServerConfig config) { throw new AssertionError(); }
                public ServerDescription describe(ServerConfig config) { throw new AssertionError(); }
                public ServerDescription describe(String app, ServerConfig config) { throw new AssertionError(); }
                public void serve(Supplier<? extends Server> start) { throw new AssertionError(); }
            }
            """;

    @TempDir Path directory;

    private Compiled plugin() throws IOException {
        return plugin("");
    }

    private Compiled plugin(String constructor) throws IOException {
        return Compiled.into(directory.resolve("plug"))
                .source(
                        "module-info.java",
                        "module plug { requires pounce.api; provides pounce.api.spi.Plugin with plug.Extra; }")
                .source("plug/Extra.java", PLUGIN.replace("BODY", constructor));
    }

    private String run(Path plugin) throws Exception {
        return Program.onModulePath(
                Modules.and(
                        Modules.and(Modules.of(Modules.ENGINE), Modules.of("pounce.api")),
                        Program.requiring("pounce.api", directory),
                        plugin));
    }

    @Test
    void areFound() throws Exception {
        assertEquals("Hello", run(plugin().compile()));
    }

    @Test
    void areNamedWithWhatTheirConstructorThrows() throws Exception {
        var plugin = plugin("throw new IllegalStateException(\"no licence\");").compile();

        assertEquals(
                "POUNCE_PROVIDER_FAILED: pounce.api.spi.Plugin: Provider plug.Extra could not be"
                        + " instantiated (module plug): java.lang.IllegalStateException: no licence",
                run(plugin));
    }

    @Test
    void areNamedWhereTheirClassIsMissing() throws Exception {
        var plugin = plugin().source("plug/Rest.java", "package plug; class Rest {}").compile();
        Files.delete(plugin.resolve("plug", "Extra.class"));

        assertEquals(
                "POUNCE_PROVIDER_FAILED: pounce.api.spi.Plugin: Provider plug.Extra not found"
                        + " (module plug)",
                run(plugin));
    }

    @Test
    void areNamedOnTheClassPathToo() throws Exception {
        var services = directory.resolve("stale", "META-INF", "services");
        Files.createDirectories(services);
        Files.writeString(services.resolve("pounce.api.spi.Plugin"), "plug.Gone\n");

        var told =
                Program.onClassPath(
                        Modules.and(
                                Modules.and(Modules.of(Modules.ENGINE), Modules.of("pounce.api")),
                                Program.requiring("pounce.api", directory),
                                directory.resolve("stale")));

        assertEquals(
                "POUNCE_PROVIDER_FAILED: pounce.api.spi.Plugin: Provider plug.Gone not found",
                told);
    }

    @Test
    void areBothNamedWhereOneIsNeeded() throws Exception {
        var other =
                Compiled.into(directory.resolve("plug"))
                        .source(
                                "module-info.java",
                                "module plug { requires pounce.api; provides pounce.api.spi.EngineProvider with plug.Other; }")
                        .source("plug/Other.java", ENGINE)
                        .compile();

        assertEquals(
                "POUNCE_PROVIDER_AMBIGUOUS: pounce.api.spi.EngineProvider is provided more than once, by"
                        + " plug.Other of module plug and pounce.engine.Engine of module pounce.engine",
                run(other));
    }

    @Test
    void areNamedWhereNoneIsOnThePath() throws Exception {
        assertEquals(
                "POUNCE_PROVIDER_MISSING: nothing provides pounce.api.spi.EngineProvider: add module"
                        + " pounce.engine to the module path, or to the image with"
                        + " jlink --add-modules pounce.engine",
                Program.onModulePath(
                        Modules.and(
                                Modules.of("pounce.api"),
                                Program.requiring("pounce.api", directory))));
    }

    @Test
    void areAskedForByEachSettingOfFilesThatIsForThem() throws Exception {
        var program =
                Program.requiring(
                        "pounce.api",
                        directory,
                        Map.of("static", "/srv/www", "static.index", "home.html"));

        var told =
                Program.onModulePath(
                        Modules.and(
                                Modules.and(Modules.of(Modules.ENGINE), Modules.of("pounce.api")),
                                program));

        var advice =
                " is set, but nothing provides static: add module pounce.staticfiles to the module"
                        + " path, or to the image with jlink --add-modules pounce.staticfiles";
        assertEquals("POUNCE_PROVIDER_MISSING: static" + advice + "\nstatic.index" + advice, told);
    }

    @ParameterizedTest
    @CsvSource({"1.4.0, 1.4.1", "1.4, 1.3.9-rc1", "0.1.0-SNAPSHOT, 0.1.7", "1.4, 5"})
    void runWithAnApiThatHasAllTheyWereCompiledFor(String here, String compiledFor)
            throws Exception {
        assertEquals("Hello", runWithVersions(here, compiledFor));
    }

    @ParameterizedTest
    @CsvSource({"1.4, 1.5", "1.4, 2.0", "2.0, 1.4", "0.1.0-SNAPSHOT, 0.2.0", "0.2, 0.1"})
    void areRefusedByAnApiThatMayNotHaveIt(String here, String compiledFor) throws Exception {
        assertEquals(
                "POUNCE_PROVIDER_API_VERSION: module plug was compiled for pounce.api %s, and this is pounce.api %s"
                        .formatted(compiledFor, here),
                runWithVersions(here, compiledFor));
    }

    private String runWithVersions(String here, String compiledFor) throws Exception {
        return Program.onModulePath(withVersions(here, pluginFor(compiledFor)));
    }

    private Path pluginFor(String version) throws IOException {
        return plugin().onlyWith(
                        Modules.and(
                                Modules.of("org.jspecify"),
                                Modules.versioned("pounce.api", version, directory)))
                .compile();
    }

    private Path[] withVersions(String here, Path plugin) throws IOException {
        return Modules.and(
                Modules.of("org.slf4j"),
                Modules.forAnyVersion("pounce.engine", directory),
                Modules.versioned("pounce.api", here, directory),
                Program.requiring("pounce.api", directory),
                plugin);
    }

    // ---------------------------------------------------------------- on the class path

    /// {@return the same, with what the class path wants besides}
    private Path named(Path plugin) throws IOException {
        var services = Files.createDirectories(plugin.resolve("META-INF", "services"));
        Files.writeString(services.resolve("pounce.api.spi.Plugin"), "plug.Extra\n");
        return plugin;
    }

    private Path packed(Path classes) {
        var jar = directory.resolve("plug.jar");
        Compiled.run("jar", "--create", "--file=" + jar, "-C", classes.toString(), ".");
        return jar;
    }

    @ParameterizedTest
    @CsvSource({"1.4, 1.3, true", "1.4, 1.4.1, false"})
    void runOnTheClassPathWithAnApiThatHasAllTheyWereCompiledFor(
            String here, String compiledFor, boolean asJar) throws Exception {
        var plugin = named(pluginFor(compiledFor));

        assertEquals(
                "Hello", Program.onClassPath(withVersions(here, asJar ? packed(plugin) : plugin)));
    }

    @ParameterizedTest
    @CsvSource({"1.4, 1.5, true", "2.0, 1.4, false"})
    void areRefusedOnTheClassPathByAnApiThatMayNotHaveIt(
            String here, String compiledFor, boolean asJar) throws Exception {
        var classes = named(pluginFor(compiledFor));
        var plugin = asJar ? packed(classes) : classes;

        assertEquals(
                "POUNCE_PROVIDER_API_VERSION: module plug in %s was compiled for pounce.api %s, and this is pounce.api %s"
                        .formatted(plugin, compiledFor, here),
                Program.onClassPath(withVersions(here, plugin)));
    }

    @Test
    void areRefusedForTheirVersionWhateverElseComesOfIt() throws Exception {
        var plugin = named(pluginFor("1.5"));
        Files.delete(plugin.resolve("plug", "Extra.class"));

        assertEquals(
                "POUNCE_PROVIDER_API_VERSION: module plug in %s was compiled for pounce.api 1.5, and this is pounce.api 1.4"
                        .formatted(plugin),
                Program.onClassPath(withVersions("1.4", plugin)));
    }

    @Test
    void areNamedWithTheClassThatTheyLack() throws Exception {
        var plugin =
                Compiled.into(directory.resolve("plug"))
                        .source("plug/Rest.java", "package plug; abstract class Rest {}")
                        .source(
                                "plug/Extra.java",
                                PLUGIN.replace("BODY", "")
                                        .replace("Extra impl", "Extra extends Rest impl"))
                        .compile();
        Files.delete(plugin.resolve("plug", "Rest.class"));

        assertEquals(
                "POUNCE_PROVIDER_FAILED: pounce.api.spi.Plugin: a provider on the class path cannot be"
                        + " loaded: java.lang.NoClassDefFoundError: plug/Rest",
                Program.onClassPath(
                        Modules.and(
                                Modules.and(Modules.of(Modules.ENGINE), Modules.of("pounce.api")),
                                Program.requiring("pounce.api", directory),
                                named(plugin))));
    }
}
