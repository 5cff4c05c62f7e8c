package pounce.tests.middleware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.api.spi.RateLimitStore.Bucket;
import pounce.api.spi.RateLimitStore.Taken;
import pounce.middleware.TokenBuckets;

@Timeout(60)
final class TokenBucketsTest {
    private static final Duration REFILL = Duration.ofMillis(10);
    private static final Bucket THREE = new Bucket("three", 3, REFILL);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // it overflows

    private TokenBuckets buckets(int keys) {
        return new TokenBuckets(keys, now::get, 4711);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void aBucketIsFullAtFirstAndGainsATokenEverySoOften() {
        var buckets = buckets(100);

        assertEquals(new Taken(2, Duration.ZERO, REFILL), buckets.take("a", THREE));
        assertEquals(1, buckets.take("a", THREE).left());
        assertEquals(0, buckets.take("a", THREE).left());
        assertEquals(new Taken(0, REFILL, REFILL.multipliedBy(3)), buckets.take("a", THREE));
        pass(Duration.ofMillis(4));
        assertEquals(Duration.ofMillis(6), buckets.take("a", THREE).retryAfter());
        pass(Duration.ofMillis(6));
        assertTrue(buckets.take("a", THREE).granted());
        assertFalse(buckets.take("a", THREE).granted());
    }

    @Test
    void aBucketIsNeverMoreThanFull() {
        var buckets = buckets(100);
        buckets.take("a", THREE);

        pass(Duration.ofDays(300));

        assertEquals(2, buckets.take("a", THREE).left());
    }

    @Test
    void whatIsRefusedCostsNothing() {
        var buckets = buckets(100);
        for (int i = 0; i < 50; i++) {
            buckets.take("a", THREE);
        }

        pass(REFILL);

        assertTrue(buckets.take("a", THREE).granted());
    }

    @Test
    void eachKeyHasABucketOfItsOwn() {
        var buckets = buckets(100);
        for (int i = 0; i < 4; i++) {
            buckets.take("a", THREE);
        }

        assertFalse(buckets.take("a", THREE).granted());
        assertTrue(buckets.take("b", THREE).granted());
    }

    /// Time passes, and a request comes, again and again; beside it a bucket that is counted in
    /// fractions of tokens.
    @Property
    void isABucketOfTokens(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 40) Integer> millis,
            @ForAll @IntRange(min = 1, max = 5) int tokens) {
        var buckets = buckets(8);
        var bucket = new Bucket("b", tokens, REFILL);
        long room = tokens * REFILL.toNanos();
        long content = room;

        for (int each : millis) {
            pass(Duration.ofMillis(each));
            content = Math.min(room, content + each * 1_000_000L);
            boolean granted = content >= REFILL.toNanos();
            if (granted) {
                content -= REFILL.toNanos();
            }

            var taken = buckets.take("a", bucket);

            assertEquals(granted, taken.granted());
            assertEquals(room - content, taken.untilFull().toNanos());
            if (granted) {
                assertEquals(content / REFILL.toNanos(), taken.left());
            } else {
                assertEquals(REFILL.toNanos() - content, taken.retryAfter().toNanos());
            }
        }
    }

    @Test
    void remembersNoMoreThanItHasRoomFor() {
        var buckets = buckets(100);

        for (int i = 0; i < 10_000; i++) {
            buckets.take("client " + i, THREE);
        }

        assertEquals(104, buckets.size(), "whole sets of eight");
    }

    @Test
    void forgetsFirstWhoIsFullSoonest() {
        var buckets = buckets(1);
        for (int i = 0; i < 3; i++) {
            buckets.take("greedy", THREE);
        }

        for (int i = 0; i < 1000; i++) {
            buckets.take("client " + i, THREE);
        }

        assertFalse(buckets.take("greedy", THREE).granted());
    }

    @Test
    void givesNoTokenTwice() throws Exception {
        var buckets = buckets(100);
        var bucket = new Bucket("b", 1000, Duration.ofHours(1));
        Callable<Integer> taker =
                () -> {
                    int granted = 0;
                    for (int i = 0; i < 1000; i++) {
                        granted += buckets.take("a", bucket).granted() ? 1 : 0;
                    }
                    return granted;
                };

        int granted = 0;
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var each : threads.invokeAll(Stream.generate(() -> taker).limit(4).toList())) {
                granted += each.get();
            }
        }

        assertEquals(1000, granted);
        assertEquals(1, buckets.size());
    }
}
