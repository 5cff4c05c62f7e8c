package pounce.tests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pounce.api.AccessLogFormat;
import pounce.api.Handler;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.ServerConfig;
import pounce.tests.field.Json;
import pounce.tests.field.JsonReader;
import pounce.tests.server.Peer;

/// The lines of the access log on the page, against those of a server.
@Timeout(60)
final class ObservabilityPageTest {
    private static final Path PAGE = Path.of("..", "docs", "observability.md");

    @TempDir private Path directory;

    /// {@return the lines of a request, of one that its application breaks off, and of what was
    /// none}
    private List<Json> lines() throws Exception {
        var log = directory.resolve("access.log");
        Handler app =
                request ->
                        request.path().equals("/a")
                                ? Response.text("Hello, world\n")
                                : Response.stream(
                                        "text/plain",
                                        out -> {
                                            out.write('x');
                                            out.flush();
                                            throw new IllegalStateException("on purpose");
                                        });
        var config =
                ServerConfig.builder()
                        .port(0)
                        .workers(1)
                        .set(Options.ACCESS_LOG, true)
                        .set(Options.ACCESS_LOG_FORMAT, AccessLogFormat.JSON)
                        .set(Options.ACCESS_LOG_OUTPUT, log.toString())
                        .build();
        try (var server = Pounce.start(app, config)) {
            for (var words :
                    List.of(
                            "GET /a?b=c HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
                            "GET /broken HTTP/1.1\r\nhost: a\r\n\r\n",
                            "garbage\r\n\r\n")) {
                try (var peer = Peer.of(server)) {
                    peer.says(words).hearsUntilClosed();
                }
            }
        }
        return Files.readAllLines(log).stream().map(JsonReader::read).toList();
    }

    private static String example() throws Exception {
        var block = Pattern.compile("(?s)```json\n(.*?)```").matcher(Files.readString(PAGE));
        block.find();
        return block.group(1).strip();
    }

    /// Keys in their order, and the types of their values; what is the same on every machine is the
    /// same here.
    @Test
    void itsLineIsOneThatAServerWrites() throws Exception {
        var line = lines().getFirst();
        var shown = JsonReader.read(example());

        assertEquals(keys(shown), keys(line));
        for (var key : keys(shown)) {
            assertEquals(shown.get(key).getClass(), line.get(key).getClass(), key);
        }
        for (var key : List.of("level", "method", "path", "version", "status", "bytes", "gen")) {
            assertEquals(shown.get(key), line.get(key), key);
        }
        for (var key : List.of("ts", "req_id")) {
            assertEquals(shape(shown.get(key).text()), shape(line.get(key).text()), key);
        }
    }

    /// A time without hexadecimal digits, and an id of nothing else, differ in no other way.
    private static String shape(String text) {
        return text.replaceAll("[0-9a-f]", "0");
    }

    private static List<String> keys(Json line) {
        return line.members().stream().map(Json.Member::name).toList();
    }

    @Test
    void itsTableHasEveryKeyThatALineMayHave() throws Exception {
        var written = new TreeSet<String>();
        lines().forEach(line -> written.addAll(keys(line)));
        var page = Files.readString(PAGE);
        int from = page.indexOf("| key |");
        var listed =
                page.substring(from, page.indexOf("\n\n", from))
                        .lines()
                        .filter(row -> row.startsWith("| `"))
                        .map(row -> row.split("\\|", -1)[1])
                        .flatMap(cell -> Pattern.compile("`(\\w+)`").matcher(cell).results())
                        .map(match -> match.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(written, listed);
    }
}
