package pounce.tests.provision;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import pounce.tests.application.Compiled;

/// A program that starts a server, asks it once, and prints the answer; or why there is none.
final class Program {
    private static final long PATIENCE_SECONDS = 60;

    private static final String MAIN =
            """
            package sample;

            import java.net.Socket;
            import java.util.Map;
            import pounce.api.*;
            import pounce.api.error.PounceException;

            public final class Main {
                public static void main(String[] arguments) throws Exception {
                    var config = ServerConfig.builder().port(0).workers(1).set(Map.of(SETTINGS)).build();
                    try (var server = Pounce.start(_ -> Response.text("Hello"), config);
                            var client = new Socket("127.0.0.1", server.uri().getPort())) {
                        client.getOutputStream().write("GET / HTTP/1.0\\r\\n\\r\\n".getBytes());
                        System.out.print(new String(client.getInputStream().readAllBytes()).replaceFirst("(?s).*\\r\\n\\r\\n", ""));
                    } catch (PounceException refused) {
                        System.out.print(refused.code() + ": " + refused.getMessage());
                    }
                }
            }
            """;

    private Program() {}

    /// {@return its classes, as a module that requires this one}
    static Path requiring(String module, Path directory) throws IOException {
        return requiring(module, directory, Map.of());
    }

    /// {@return the same, with settings for the server}
    static Path requiring(String module, Path directory, Map<String, String> settings)
            throws IOException {
        var texts =
                settings.entrySet().stream()
                        .flatMap(each -> Stream.of(each.getKey(), each.getValue()))
                        .map(text -> '"' + text.replace("\\", "\\\\") + '"')
                        .collect(joining(", "));
        return of(module, directory, MAIN.replace("SETTINGS", texts));
    }

    /// {@return the classes of another program, as a module that requires this one}
    static Path of(String module, Path directory, String main) throws IOException {
        return Compiled.into(directory.resolve("sample"))
                .source("module-info.java", "module sample { requires " + module + "; }")
                .source("sample/Main.java", main)
                .compile();
    }

    /// {@return what it prints, run on a module path}
    static String onModulePath(Path... path) throws Exception {
        return output(
                List.of(
                        java(Path.of(System.getProperty("java.home"))),
                        "--module-path",
                        joined(path),
                        "--module",
                        "sample/sample.Main"));
    }

    /// {@return what it prints, run on a class path}
    static String onClassPath(Path... path) throws Exception {
        return output(
                List.of(
                        java(Path.of(System.getProperty("java.home"))),
                        "--class-path",
                        joined(path),
                        "sample.Main"));
    }

    /// {@return what it prints, run in an image}
    static String in(Path image) throws Exception {
        return output(List.of(java(image), "--module", "sample/sample.Main"));
    }

    private static String java(Path home) {
        return home.resolve("bin", "java").toString();
    }

    static String joined(Path... path) {
        return Arrays.stream(path).map(Path::toString).collect(joining(File.pathSeparator));
    }

    private static String output(List<String> command) throws Exception {
        var told = Files.createTempFile("sample", ".out");
        var complaints = Files.createTempFile("sample", ".err");
        var process =
                new ProcessBuilder(new ArrayList<>(command))
                        .redirectOutput(told.toFile())
                        .redirectError(complaints.toFile())
                        .start();
        try {
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it does not end");
            var text = Files.readString(told, StandardCharsets.UTF_8);
            return process.exitValue() == 0 ? text : text + Files.readString(complaints);
        } finally {
            process.destroyForcibly();
            Files.delete(told);
            Files.delete(complaints);
        }
    }
}
