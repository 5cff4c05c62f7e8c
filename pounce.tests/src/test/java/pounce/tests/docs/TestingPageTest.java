package pounce.tests.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Runs the samples, which it inherits, and compares the page with them.
final class TestingPageTest extends TestingSamples {
    private static final Path SAMPLES =
            Path.of("src", "test", "java", "pounce", "tests", "docs", "TestingSamples.java");

    private static String plain(String text) {
        return text.replaceAll("\\s+", "");
    }

    @Test
    void itsCodeIsTested() throws IOException {
        var samples = plain(Files.readString(SAMPLES));
        var blocks =
                Pattern.compile("(?s)```java\n(.*?)```")
                        .matcher(Files.readString(Path.of("..", "docs", "testing.md")))
                        .results()
                        .map(match -> plain(match.group(1)))
                        .toList();

        assertTrue(blocks.size() >= 4);
        for (var block : blocks) {
            assertTrue(samples.contains(block), block);
        }
    }
}
