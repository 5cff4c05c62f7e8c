package pounce.tests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import pounce.api.Option;
import pounce.api.Options;

final class StaticFilesPageTest {
    private static String page() throws IOException {
        return Files.readString(Path.of("..", "docs", "static-files.md"));
    }

    @Test
    void itsTableHasTheOptionsAndTheirDefaults() throws IOException {
        var rows =
                Pattern.compile("(?m)^\\| `(static[a-z.-]*)` \\|[^|]*\\| (?:`([^`]*)`)?")
                        .matcher(page())
                        .results()
                        .collect(
                                Collectors.toMap(
                                        row -> row.group(1),
                                        row -> row.group(2) == null ? "" : row.group(2)));
        var options =
                Options.all().stream()
                        .filter(option -> option.name().matches("static(\\..*)?"))
                        .collect(Collectors.toMap(Option::name, StaticFilesPageTest::standard));

        assertEquals(new TreeSet<>(options.keySet()), new TreeSet<>(rows.keySet()));
        assertEquals(options, rows);
    }

    private static <T> String standard(Option<T> option) {
        return option.format(option.defaultValue());
    }
}
