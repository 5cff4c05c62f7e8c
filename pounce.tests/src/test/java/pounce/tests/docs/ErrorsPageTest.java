package pounce.tests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
}
