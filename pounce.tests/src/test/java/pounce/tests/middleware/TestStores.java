package pounce.tests.middleware;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import pounce.api.Settings;
import pounce.api.spi.RateLimitStore;
import pounce.api.spi.RateLimitStoreProvider;

/// Counters of rate limits as a plug-in brings them.
public final class TestStores implements RateLimitStoreProvider {

    private static final AtomicInteger MADE = new AtomicInteger();

    /// Made by the service loader.
    public TestStores() {
        MADE.incrementAndGet();
    }

    /// {@return how many there have been}
    public static int made() {
        return MADE.get();
    }

    @Override
    public String name() {
        return "of-a-test";
    }

    /// Knows one client, and of others nothing.
    @Override
    public RateLimitStore create(Settings settings) {
        return (key, bucket) -> {
            if (!key.equals("known")) throw new IOException("expected by a test");
            return new RateLimitStore.Taken(
                    bucket.tokens() - 1, Duration.ZERO, bucket.refill().multipliedBy(2));
        };
    }
}
