package pounce.tests.staticfiles;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/// Any path that is made of what paths out of a mount are made of.
final class TraversalLawsTest {
    private static @Nullable World world;

    @BeforeContainer
    static void open() throws IOException, InterruptedException {
        world = new World();
    }

    @AfterContainer
    static void close() throws IOException {
        Objects.requireNonNull(world).close();
    }

    @Provide
    Arbitrary<String> targets() {
        return Arbitraries.of(
                        "/",
                        "/",
                        "..",
                        ".",
                        "%2e",
                        "%2E%2e",
                        "%2f",
                        "%5c",
                        "\\",
                        "%00",
                        "static",
                        "hello.txt",
                        "docs",
                        "secret.txt",
                        ".git",
                        "config",
                        "linked",
                        "link.txt",
                        "outside",
                        "site",
                        "%25",
                        "2e",
                        ";",
                        "?",
                        "%c0%ae",
                        "loop",
                        "fifo",
                        ".env",
                        "page.html",
                        "//",
                        "~",
                        ":")
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(parts -> "/static/" + String.join("", parts));
    }

    @Property(tries = 2000)
    void noPathLeadsToASecret(@ForAll("targets") String target) throws IOException {
        var world = Objects.requireNonNull(TraversalLawsTest.world);
        for (var server : List.of(world.plain(), world.lenient(), world.atTheRoot())) {
            var visit = Visit.get(server, target);

            assertFalse(visit.text().contains(World.SECRET), target);
            assertFalse(visit.field("location").startsWith("//"), target);
            assertTrue(visit.status() < 500, visit.status() + " " + target);
        }
    }
}
