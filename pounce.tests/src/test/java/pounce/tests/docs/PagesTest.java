package pounce.tests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What pages say is true, as far as a machine can tell.
final class PagesTest {
    @TempDir Path directory = Path.of("");

    static List<Page> pages() throws IOException {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void itsJavaCompiles(Page page) throws IOException {
        assertNone(new Samples(page, directory).faults());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void itsSettingsLoad(Page page) throws IOException {
        assertNone(PageChecks.settings(page, directory));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void itsCommandsAreUnderstood(Page page) throws IOException {
        assertNone(PageChecks.commands(page, directory));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void itsBlocksSayWhatTheyAre(Page page) {
        assertNone(PageChecks.languages(page));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void itsLinksLeadSomewhere(Page page) {
        assertNone(PageChecks.links(page));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void itsOptionsAndCodesExist(Page page) {
        assertNone(PageChecks.names(page));
    }

    @Test
    void everyPageIsInTheIndex() throws IOException {
        var index = Page.read(Page.REPOSITORY.resolve("docs", "README.md"));
        var listed = index.links().stream().map(Page.Link::path).collect(Collectors.toSet());
        var missing = new TreeSet<String>();
        for (var page : Page.all()) {
            if (page.file().startsWith("docs") && !page.file().equals(index.file())) {
                missing.add(Path.of("docs").relativize(page.file()).toString());
            }
        }
        missing.removeAll(listed);

        assertEquals(new TreeSet<>(), missing, "docs/README.md says what each page is for");
    }

    @Test
    void everyPageBeginsWithWhatItsReaderCanDoThen() throws IOException {
        var others = new TreeSet<Path>();
        for (var page : Page.all()) {
            if (page.file().startsWith("docs")
                    && !page.file().endsWith("README.md")
                    && !page.lines().get(2).startsWith("After this page you ")) {
                others.add(page.file());
            }
        }

        assertEquals(new TreeSet<>(), others);
    }

    private static void assertNone(List<String> faults) {
        assertEquals("", String.join("\n", faults));
    }
}
