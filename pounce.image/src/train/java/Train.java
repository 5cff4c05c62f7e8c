import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Makes the AOT cache of an image: serves an application for a moment, and has the JVM remember
/// what it loaded and linked. Not what was hot in it: a start that compiles that at once has its
/// first answer later, and is not sooner at its speed.
///
/// `java Train.java IMAGE APP`
final class Train {
    private static final Pattern LISTENING = Pattern.compile("Listening on (http://[^\\s\"]+)");

    /// A cache is used only under the module options that it was made with, so none may slip in.
    private static final Set<String> JVM_OPTIONS = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

    private static final BodyPublisher CONTENT = BodyPublishers.ofString("content");
    private static final int ROUNDS = 50;

    private Train() {}

    public static void main(String... args) throws IOException, InterruptedException {
        var image = Path.of(args[0]);
        var app = args[1];
        var builder =
                new ProcessBuilder(
                                image.resolve("bin/java").toString(),
                                "-XX:AOTCacheOutput=" + image.resolve("lib/pounce.aot"),
                                "-XX:+UnlockDiagnosticVMOptions",
                                "-XX:-AOTRecordTraining",
                                "-m",
                                "pounce.cli/pounce.cli.Main",
                                "serve",
                                app,
                                "--static",
                                "/image=" + image,
                                "--port",
                                "0")
                        .redirectErrorStream(true);
        builder.environment().keySet().removeAll(JVM_OPTIONS);
        var server = builder.start();
        try (var log = server.inputReader()) {
            ask(listening(log));
            server.toHandle().destroy(); // SIGTERM: drains, and then the cache is written
            var rest = log.readAllAsString();
            if (server.waitFor() != 0) {
                throw new IOException("the server failed\n" + rest);
            }
        }
    }

    private static URI listening(BufferedReader log) throws IOException {
        var seen = new StringBuilder();
        for (String line; (line = log.readLine()) != null; ) {
            var found = LISTENING.matcher(line);
            if (found.find()) {
                return URI.create(found.group(1));
            }
            seen.append(line).append('\n');
        }
        throw new IOException("the server did not start\n" + seen);
    }

    private static void ask(URI server) throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int round = 0; round < ROUNDS; round++) {
                for (var request : requests(server)) {
                    client.send(request, BodyHandlers.discarding());
                }
            }
        }
    }

    /// {@return what a server meets: no content, content of a known length, content in chunks;
    /// files from memory and from the disk}
    private static List<HttpRequest> requests(URI server) {
        return List.of(
                HttpRequest.newBuilder(server).GET().build(),
                HttpRequest.newBuilder(server).HEAD().build(),
                post(server, CONTENT),
                post(server, BodyPublishers.fromPublisher(CONTENT)),
                HttpRequest.newBuilder(server.resolve("/image/release")).GET().build(),
                HttpRequest.newBuilder(server.resolve("/image/release"))
                        .header("if-none-match", "\"another\"")
                        .build(),
                HttpRequest.newBuilder(server.resolve("/image/lib/modules"))
                        .header("range", "bytes=0-299999")
                        .build());
    }

    private static HttpRequest post(URI server, BodyPublisher content) {
        return HttpRequest.newBuilder(server)
                .header("content-type", "text/plain")
                .POST(content)
                .build();
    }
}
