package pounce.tests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import pounce.api.error.ErrorCode;

final class ErrorsPageTest {
    @Test
    void listsEveryCodeWithItsStatusAndHint() throws IOException {
        var expected =
                Arrays.stream(ErrorCode.values())
                        .map(code ->
                                "| `%s` | %d | %s |".formatted(code, code.status(), code.hint()))
                        .toList();

        var listed =
                Files.readAllLines(Path.of("..", "docs", "errors.md")).stream()
                        .filter(line -> line.startsWith("| `POUNCE_"))
                        .toList();

        assertEquals(expected, listed);
    }

    @Test
    void hintsNamePagesThatExist() {
        var missing =
                Arrays.stream(ErrorCode.values())
                        .flatMap(code ->
                                Pattern.compile("docs/[\\w-]+\\.md").matcher(code.hint()).results())
                        .map(MatchResult::group)
                        .filter(page -> !Files.exists(Path.of("..", page)))
                        .toList();

        assertEquals(List.of(), missing);
    }
}
