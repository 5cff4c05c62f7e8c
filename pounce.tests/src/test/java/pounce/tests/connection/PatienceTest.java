package pounce.tests.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import pounce.engine.connection.ContentPace;
import pounce.engine.connection.Patience;

final class PatienceTest {
    private static final int RATE = 240;
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private static Patience patience(long rate) {
        return new Patience(new ContentPace(LONGEST, GRACE, rate));
    }

    @Property
    void neverEndsForAClientThatKeepsTheRate(
            @ForAll @Size(max = 200) List<@IntRange(max = 20_000) Integer> pieces) {
        var patience = patience(RATE);

        for (int octets : pieces) {
            long itsTime = octets * SECOND / RATE;
            patience.waited(Math.min(itsTime, patience.left()), octets);

            assertTrue(patience.left() >= GRACE.toNanos());
        }
    }

    @Property
    void endsForAClientThatIsSlowerHoweverMuchItSentBefore(
            @ForAll @IntRange(max = 100_000_000) int before,
            @ForAll @IntRange(min = 1, max = RATE - 1) int perSecond) {
        var patience = patience(RATE);
        patience.waited(0, before);

        long waited = 0;
        while (patience.left() > 0) {
            long wait = Math.min(patience.left(), SECOND);
            patience.waited(wait, wait == SECOND ? perSecond : 0);
            waited += wait;
        }

        // Each second costs the part of it that the octets have not earned.
        double secondsLeft = LONGEST.toSeconds() / (1 - (double) perSecond / RATE);
        assertTrue(waited <= (secondsLeft + 2) * SECOND, () -> "for " + before);
    }

    @Property
    void neverIsLongerThanTheLongestWait(
            @ForAll @Size(max = 50) List<@IntRange(max = 1_000_000) Integer> pieces) {
        var patience = patience(RATE);

        for (int octets : pieces) {
            patience.waited(0, octets);

            assertTrue(patience.left() <= LONGEST.toNanos());
        }
    }

    @Test
    void isTheGraceAtFirst() {
        assertEquals(GRACE.toNanos(), patience(RATE).left());
    }

    @Test
    void isAlwaysTheLongestWaitWithoutARate() {
        var patience = patience(0);

        patience.waited(LONGEST.toNanos(), 0);

        assertEquals(LONGEST.toNanos(), patience.left());
    }
}
