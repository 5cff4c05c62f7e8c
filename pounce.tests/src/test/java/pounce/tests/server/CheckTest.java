package pounce.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import pounce.api.App;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.ServerConfig;
import pounce.api.error.ErrorCode;
import pounce.api.error.PounceException;
import pounce.api.spi.Plugin;
import pounce.api.spi.PluginContext;
import pounce.tests.application.Compiled;

/// What keeps a server from starting is found without one.
@Timeout(30)
final class CheckTest {
    private static final App APP = App.of(_ -> Response.text("hello"));

    @TempDir Path directory;

    private static ServerConfig.Builder config() {
        return ServerConfig.builder().port(0);
    }

    private static List<ErrorCode> codes(List<PounceException> faults) {
        return faults.stream().map(PounceException::code).toList();
    }

    private static String message(PounceException fault) {
        return String.valueOf(fault.getMessage());
    }

    @Test
    void findsNothingWhereAServerWouldStart() {
        assertEquals(List.of(), Pounce.check(APP, config()));
    }

    @Test
    void findsWhatIsWrongWithSettingsTogetherWithTheApplication() {
        var faults =
                Pounce.check("no.such.module", ServerConfig.builder().port(-1).listen("ftp://a:1"));

        assertEquals(
                List.of(ErrorCode.POUNCE_CONFIG_INVALID, ErrorCode.POUNCE_APP_NOT_FOUND),
                codes(faults));
        assertEquals(2, message(faults.getFirst()).lines().count());
    }

    @Test
    void goesOnBehindEachFault() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address = "127.0.0.1:" + taken.getLocalPort();
            var config =
                    config().listen("http://" + address, "https://127.0.0.1:0")
                            .set(Options.TLS_CERT, List.of(directory.resolve("none.pem")))
                            .set(Options.ERRORS_PAGES, "none")
                            .set(
                                    Options.TIMEOUT_DRAIN_DELAY,
                                    Options.TIMEOUT_SHUTDOWN.defaultValue());

            assertEquals(
                    List.of(
                            ErrorCode.POUNCE_CONFIG_INVALID,
                            ErrorCode.POUNCE_APP_NOT_FOUND,
                            ErrorCode.POUNCE_PROVIDER_MISSING,
                            ErrorCode.POUNCE_TLS_FILE_NOT_FOUND,
                            ErrorCode.POUNCE_LISTEN_FAILED),
                    codes(Pounce.check("no.such.module", config)));
        }
    }

    @Test
    void namesEachListenerThatCannotBeHad() throws IOException {
        try (var one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var faults =
                    Pounce.check(
                            APP,
                            config().listen(
                                            "http://127.0.0.1:" + one.getLocalPort(),
                                            "http://127.0.0.1:0",
                                            "http://127.0.0.1:" + two.getLocalPort()));

            assertEquals(
                    List.of(one.getLocalPort(), two.getLocalPort()),
                    faults.stream()
                            .map(fault -> message(fault).replaceAll(".*:(\\d+): .*", "$1"))
                            .map(Integer::valueOf)
                            .toList());
        }
    }

    @Test
    void noticesListenersThatAreInEachOthersWay() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        var uri = "http://127.0.0.1:" + free;

        assertEquals(
                List.of(ErrorCode.POUNCE_LISTEN_FAILED),
                codes(Pounce.check(APP, config().listen(uri, uri))));
        assertEquals(List.of(), Pounce.check(APP, config().listen(uri)), "the port is free again");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "modes of files are those of Unix")
    void leavesNoFileOfAUnixDomainSocket() throws IOException {
        var uri = "unix:" + directory.resolve("x.sock");

        assertEquals(List.of(), Pounce.check(APP, config().listen(uri)));
        assertEquals(List.of(), files());
        assertEquals(
                List.of(ErrorCode.POUNCE_LISTEN_FAILED),
                codes(Pounce.check(APP, config().listen(uri, uri))));
        assertEquals(List.of(), files());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "modes of files are those of Unix")
    void leavesTheFilesOfOthersAsTheyAre() throws IOException {
        var socket = directory.resolve("x.sock");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            var faults = Pounce.check(APP, config().listen("unix:" + socket));

            assertEquals(List.of(ErrorCode.POUNCE_LISTEN_FAILED), codes(faults));
            assertTrue(message(faults.getFirst()).endsWith("a server is listening there"));
        }
        assertEquals(List.of(), Pounce.check(APP, config().listen("unix:" + socket)));
        assertEquals(List.of(socket), files(), "a server that starts may remove it");
        assertEquals(
                List.of(ErrorCode.POUNCE_LISTEN_FAILED),
                codes(
                        Pounce.check(
                                APP,
                                config().listen(
                                                "unix:"
                                                        + Files.createFile(
                                                                directory.resolve("y"))))));
    }

    @Test
    void makesNoAccessLogAndSaysWhereNoneCanBe() throws IOException {
        var log = directory.resolve("access.log");

        assertEquals(List.of(), Pounce.check(APP, logging(log)));
        assertEquals(List.of(), files());
        for (var impossible : List.of(directory, directory.resolve("none/access.log"))) {
            assertEquals(
                    List.of(ErrorCode.POUNCE_CONFIG_INVALID),
                    codes(Pounce.check(APP, logging(impossible))));
        }
    }

    private static ServerConfig.Builder logging(Path log) {
        return config().set(Options.ACCESS_LOG, true)
                .set(Options.ACCESS_LOG_OUTPUT, log.toString());
    }

    private List<Path> files() throws IOException {
        try (var all = Files.list(directory)) {
            return all.toList();
        }
    }

    @Test
    void startsNoApplication() {
        var calls = new ArrayList<String>();
        App app = (scope, _, _) -> calls.add(scope.toString());

        assertEquals(List.of(), Pounce.check(app, config()));
        assertEquals(List.of(), calls);
    }

    @Test
    void installsPlugInsAndStopsThem() {
        var told = new ArrayList<String>();
        var plugin = new Told(told);

        assertEquals(List.of(), Pounce.check(APP, config().plugin(plugin)));
        assertEquals(List.of("install", "stop"), told);
    }

    /// Writes down what happens to it.
    private record Told(List<String> told) implements Plugin {
        @Override
        public String name() {
            return "told";
        }

        @Override
        public void install(PluginContext context) {
            told.add("install");
            context.onStart(_ -> told.add("start"));
            context.onStop(() -> told.add("stop"));
        }
    }

    @Test
    void findsPlugInsThatDoNotLetThemselvesBeInstalled() {
        assertEquals(
                List.of(ErrorCode.POUNCE_PLUGIN_FAILED),
                codes(Pounce.check(APP, config().plugin(new Broken()))));
    }

    /// Cannot work.
    private static final class Broken implements Plugin {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public void install(PluginContext context) {
            throw new IllegalStateException("no database");
        }
    }

    @Test
    void loadsAnApplicationAndRemovesItsCopies() throws IOException {
        var classes = sample("");
        var before = copies();

        assertEquals(List.of(), Pounce.check(classes.toString(), config()));
        assertEquals(before, copies());
    }

    @Test
    void findsAnApplicationThatCannotBeMade() throws IOException {
        var classes = sample("public Main() { throw new IllegalStateException(\"no database\"); }");

        var faults = Pounce.check(classes.toString(), config());

        assertEquals(List.of(ErrorCode.POUNCE_APP_INVALID), codes(faults));
        assertTrue(message(faults.getFirst()).contains("no database"));
    }

    @Test
    void saysNothingOfSettingsThatAPlugInOfAnApplicationMayKnow() {
        var config = config().set(Map.of("plugin.quota.size", "3"));

        assertEquals(
                List.of(ErrorCode.POUNCE_APP_NOT_FOUND),
                codes(Pounce.check("no.such.module", config)));
        assertEquals(List.of(ErrorCode.POUNCE_CONFIG_INVALID), codes(Pounce.check(APP, config)));
    }

    private Path sample(String member) throws IOException {
        return Compiled.into(directory.resolve("classes"))
                .source(
                        "module-info.java",
                        "module sample { requires pounce.api; provides pounce.api.App with sample.Main; }")
                .source(
                        "sample/Main.java",
                        """
                        package sample;
                        import pounce.api.*;
                        public final class Main implements Handler {
                            %s
                            public Response handle(Request request) { return Response.text("sample"); }
                        }
                        """
                                .formatted(member))
                .compile();
    }

    private static List<String> copies() throws IOException {
        try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.map(each -> each.getFileName().toString())
                    .filter(name -> name.startsWith("pounce-"))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }
}
