package pounce.tests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import pounce.api.Options;

final class MiddlewarePageTest {
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z0-9.-]+)` \\| (?:`([^`]*)`)?");

    @Test
    void hasEveryOptionOfEveryMiddlewareWithItsDefault() {
        var page = Page.read(Page.REPOSITORY.resolve("docs", "middleware.md"));
        var groups =
                Options.all().stream()
                        .filter(each -> each.module().equals(Optional.of("pounce.middleware")))
                        .map(each -> group(each.name()))
                        .collect(Collectors.toSet());

        assertTrue(groups.contains("cors"), groups.toString());
        assertEquals(
                OptionRows.known(name -> groups.contains(group(name))), OptionRows.of(page, ROW));
    }

    private static String group(String name) {
        return name.replaceAll("\\..*", "");
    }
}
