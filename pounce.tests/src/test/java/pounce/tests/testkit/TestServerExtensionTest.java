package pounce.tests.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import pounce.api.Request;
import pounce.api.Response;
import pounce.testkit.TestServerExtension;

final class TestServerExtensionTest {
    private static final Set<URI> SHARED = new HashSet<>();
    private static final AtomicReference<ExtensionContext> CONTEXT = new AtomicReference<>();

    @RegisterExtension
    static final TestServerExtension ALL = TestServerExtension.of(TestServerExtensionTest::answer);

    @RegisterExtension static final BeforeEachCallback KEEPER = CONTEXT::set;

    @RegisterExtension
    final TestServerExtension each = TestServerExtension.of(_ -> Response.text("each"));

    private static Response answer(Request request) {
        if (request.path().equals("/fails")) throw new IllegalStateException("as it should");
        return Response.text("all");
    }

    @AfterAll
    static void stoppedNothingTooEarly() {
        assertEquals(1, SHARED.size());
    }

    @RepeatedTest(2)
    void keepsOneServerForAllTestsOfAClass() throws Exception {
        SHARED.add(ALL.server().uri());

        assertEquals("all", ALL.server().get("/").body());
    }

    @Test
    void startsOneForEachTestInAnOrdinaryField() throws Exception {
        assertEquals("each", each.server().get("/").body());
        assertNotEquals(ALL.server().uri(), each.server().uri());
    }

    @Test
    void namesWhatTheApplicationThrewWhenATestFails() throws Exception {
        assertEquals(500, ALL.server().get("/fails").statusCode());
        var failure = new AssertionError("expected: <200> but was: <500>");

        var thrown =
                assertThrows(
                        AssertionError.class,
                        () -> ALL.handleTestExecutionException(CONTEXT.get(), failure));

        assertSame(failure, thrown);
        assertArrayEquals(
                new Throwable[] {ALL.server().failures().getLast()}, thrown.getSuppressed());
    }

    @Test
    void blamesNoTestForTheFailuresOfAnother() throws Exception {
        assertEquals(500, ALL.server().get("/fails").statusCode());
        ALL.beforeEach(CONTEXT.get());
        var failure = new AssertionError("something else");

        assertThrows(
                AssertionError.class,
                () -> ALL.handleTestExecutionException(CONTEXT.get(), failure));

        assertEquals(0, failure.getSuppressed().length);
    }

    @Nested
    final class Within {
        @Test
        void sharesTheServerOfTheClassAround() throws Exception {
            SHARED.add(ALL.server().uri());

            assertEquals("all", ALL.server().get("/").body());
        }
    }

    @Test
    void hasNoServerOutsideOfTests() {
        var unused = TestServerExtension.of(_ -> Response.text("unused"));

        assertThrows(IllegalStateException.class, unused::server);
    }
}
