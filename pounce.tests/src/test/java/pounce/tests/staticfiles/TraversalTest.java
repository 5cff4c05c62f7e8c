package pounce.tests.staticfiles;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pounce.api.Server;

/// Paths that should lead out of a mount, to what is hidden in it, or to a file by another name
/// than its own: one line each of `traversal.txt`.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TraversalTest {
    private final World world;

    TraversalTest() throws IOException, InterruptedException {
        world = new World();
    }

    @AfterAll
    void close() throws IOException {
        world.close();
    }

    static List<String> corpus() throws IOException {
        try (var lines = TraversalTest.class.getResourceAsStream("traversal.txt")) {
            return new String(Objects.requireNonNull(lines).readAllBytes(), UTF_8).lines().toList();
        }
    }

    @Test
    void theCorpusIsLarge() throws IOException {
        assertTrue(corpus().size() >= 400);
        assertEquals(corpus().size(), corpus().stream().distinct().count());
    }

    /// So that the others cannot hold because nothing works.
    @Test
    void whatMayBeSeenIsSeen() throws IOException {
        assertEquals(World.GOOD, Visit.get(world.plain(), "/static/hello.txt").text());
        assertEquals(World.GOOD, Visit.get(world.lenient(), "/static/docs/page.html").text());
        assertEquals(World.GOOD, Visit.get(world.atTheRoot(), "/hello.txt").text());
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void leadsNowhere(String target) throws IOException {
        refused(world.plain(), target);
        refused(world.lenient(), target);
        var atTheRoot = target.replaceFirst("/static(?=[/%.;])", "");
        refused(world.atTheRoot(), atTheRoot.startsWith("/") ? atTheRoot : "/" + atTheRoot);
    }

    private static void refused(Server server, String target) throws IOException {
        var visit = Visit.get(server, new String(target.getBytes(UTF_8), ISO_8859_1));

        assertFalse(visit.text().contains(World.SECRET), target);
        assertFalse(visit.text().contains(World.GOOD), target);
        assertTrue(visit.status() == 400 || visit.status() == 404, visit.status() + " " + target);
    }
}
