package pounce.tests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class StaticFilesPageTest {
    @Test
    void itsTableHasTheOptionsAndTheirDefaults() {
        var page = Page.read(Page.REPOSITORY.resolve("docs", "static-files.md"));
        var row = Pattern.compile("^\\| `(static[a-z.-]*)` \\|[^|]*\\| (?:`([^`]*)`)?");

        assertEquals(
                OptionRows.known(name -> name.matches("static(\\..*)?")), OptionRows.of(page, row));
    }
}
