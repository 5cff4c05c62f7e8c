package pounce.tests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.ServerConfig;
import pounce.cli.Banner;
import pounce.cli.PounceCommand;

/// Commands say what docs/commands.md says that they say.
@Timeout(60)
final class CommandsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "commands.md");

    @TempDir Path directory = Path.of("");

    private static Page page() {
        return Page.read(PAGE);
    }

    /// {@return everything that a command writes}
    private String said(Map<String, String> environment, String... arguments) {
        var text = new StringWriter();
        var writer = new PrintWriter(text, true);
        new PounceCommand()
                .out(writer)
                .err(writer)
                .directory(directory)
                .environment(environment)
                .run(arguments);
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    @Test
    void consolesShowWhatIsSaid() throws IOException {
        var version = version();
        var blocks = page().blocks("console");
        assertTrue(blocks.size() >= 6);
        for (var block : blocks) {
            for (var command : ShellLine.of(block)) {
                var shown = block.text().substring(block.text().indexOf('\n') + 1);

                var said =
                        said(command.environment(), command.arguments())
                                .replace(Pounce.version(), version);

                assertEquals(shown.strip(), said.strip(), () -> "line " + block.line());
            }
        }
    }

    private static String version() throws IOException {
        var found =
                Pattern.compile("<version>(.+)</version>")
                        .matcher(Files.readString(Path.of("..", "pom.xml")));
        assertTrue(found.find());
        return found.group(1);
    }

    @Test
    void everyCommandHasAPart() throws IOException {
        var help = said(Map.of(), "--help");
        var commands =
                help.substring(help.indexOf("commands:"))
                        .lines()
                        .takeWhile(line -> !line.startsWith("examples:"))
                        .filter(line -> line.matches(" {2}[a-z].*"))
                        .map(line -> line.strip().replaceAll(" .*", ""))
                        .sorted()
                        .toList();
        var parts =
                Files.readAllLines(PAGE).stream()
                        .filter(line -> line.startsWith("## `pounce "))
                        .map(line -> line.replaceAll("## `pounce (.*)`", "$1"))
                        .sorted()
                        .toList();

        assertTrue(commands.contains("serve"), help);
        assertEquals(commands, parts);
    }

    @Test
    void infoHasTheseHeadings() throws IOException {
        var headings = List.of("threads", "modules", "providers", "missing");

        assertEquals(headings, headings(said(Map.of(), "info")));
        assertEquals(headings, headings(text("pounce 0.1.0, in the image")));
    }

    private static List<String> headings(String text) {
        return text.lines()
                .filter(line -> line.matches("[a-z]+"))
                .filter(line -> !line.isBlank())
                .toList();
    }

    @Test
    void theBannerIsThis() throws IOException {
        var config =
                ServerConfig.builder()
                        .workers(2)
                        .set(Options.SIGNAGE_NAME, "Shop")
                        .set(Options.SIGNAGE_VERSION, "1.2")
                        .set(Options.SIGNAGE_TAGLINE, "All for cats")
                        .build();

        var lines =
                new ArrayList<>(
                        Banner.lines(config, List.of(URI.create("http://127.0.0.1:8000")), false));
        lines.replaceAll(line ->
                line.replace(Pounce.version(), "0.1.0")
                        .replace("Java " + Runtime.version().feature(), "Java 25"));

        assertEquals(String.join("\n", lines).strip(), text("  Shop 1.2").strip());
    }

    /// {@return the text block that has this in it}
    private static String text(String part) {
        return page().blocks("text").stream()
                .map(Block::text)
                .filter(text -> text.contains(part))
                .findFirst()
                .orElseThrow();
    }
}
