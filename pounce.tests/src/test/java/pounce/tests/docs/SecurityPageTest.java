package pounce.tests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class SecurityPageTest {
    private static Set<String> named(String pattern) throws IOException {
        var page = Files.readString(Path.of("..", "docs", "security.md"));
        return Pattern.compile("`(" + pattern + ")`")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void namesTestsThatExist() throws IOException {
        try (var files = Files.walk(Path.of("src", "test", "java"))) {
            var tests =
                    files.map(file -> file.getFileName().toString().replace(".java", ""))
                            .collect(Collectors.toSet());
            var named = named("\\w+Test");
            named.removeAll(tests);

            assertEquals(Set.of(), named);
        }
    }

    @Test
    void hasEveryLimitAndEveryWaitWithItsDefaultAndAReason() {
        var page = Page.read(Page.REPOSITORY.resolve("docs", "security.md"));
        var row =
                Pattern.compile(
                        "^\\|[^|]+\\| `((?:limits|timeouts)\\.[a-z0-9-]+)`[^|]*\\| ([^|;]+?)(?:[,;][^|0-9][^|]*)? \\|[^|]*\\| [^|]{10,} \\|$");
        var expected = OptionRows.known(name -> name.matches("(limits|timeouts)\\..*"));
        expected.replaceAll((_, standard) -> readable(standard));

        assertEquals(expected, OptionRows.of(page, row));
    }

    /// {@return `64KiB` as `64 KiB`, `10000` as `10,000`, `0s` as `0`}
    private static String readable(String value) {
        return value.replaceAll("^0\\D+$", "0")
                .replaceAll("(\\d)(?=(\\d{3})+$)", "$1,")
                .replaceAll("(\\d)([A-Za-z])", "$1 $2");
    }
}
