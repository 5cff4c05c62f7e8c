package pounce.tests.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import pounce.api.Option;
import pounce.api.Options;

final class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final Path CURRENT = Path.of("target", "configuration.md");

    /// What stands behind it is written by this test.
    private static final String MARK = "<!-- From here on: the table of options, generated. -->\n";

    @Test
    void theTableIsThatOfTheOptions() throws IOException {
        var page = Files.readString(PAGE);
        var current = page.substring(0, page.indexOf(MARK)) + MARK + tables();
        Files.createDirectories(CURRENT.toAbsolutePath().getParent());
        Files.writeString(CURRENT, current);

        assertTrue(page.equals(current), "copy pounce.tests/" + CURRENT + " to docs");
    }

    private static String tables() {
        return Options.all().stream()
                .collect(
                        Collectors.groupingBy(
                                ConfigurationPageTest::group,
                                LinkedHashMap::new,
                                Collectors.toList()))
                .entrySet()
                .stream()
                .map(group -> table(group.getKey(), group.getValue()))
                .collect(Collectors.joining());
    }

    private static String group(Option<?> option) {
        int dot = option.name().indexOf('.');
        return dot < 0 ? "The server" : "`" + option.name().substring(0, dot) + "`";
    }

    private static String table(String group, List<Option<?>> options) {
        return options.stream()
                .map(ConfigurationPageTest::row)
                .collect(
                        Collectors.joining(
                                "",
                                "\n### " + group + "\n\n| option | default | |\n|---|---|---|\n",
                                ""));
    }

    private static <T> String row(Option<T> option) {
        var standard = option.format(option.defaultValue());
        return "| `%s` | %s | %s%s%s |\n"
                .formatted(
                        option.name(),
                        standard.isEmpty() ? "" : "`" + standard + "`",
                        option.doc().replace("|", "\\|"),
                        option.isShown() ? "" : " *Hidden.*",
                        option.isBeta() ? " *Beta.*" : "");
    }
}
