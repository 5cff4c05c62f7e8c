package pounce.middleware;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.App;
import pounce.api.HttpScope;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Phase;
import pounce.api.RateLimit;
import pounce.api.RateLimitKey;
import pounce.api.RequestHead;
import pounce.api.Response;
import pounce.api.ResponseStart;
import pounce.api.Settings;
import pounce.api.error.ErrorCode;
import pounce.api.error.MissingProviderException;
import pounce.api.spi.MiddlewareProvider;
import pounce.api.spi.RateLimitStore;
import pounce.api.spi.RateLimitStoreProvider;
import pounce.api.spi.Services;

/// Refuses clients that ask too often.
///
/// Stands before the limit of concurrent requests: who is refused needs no slot.
public final class RateLimitProvider implements MiddlewareProvider {
    private static final Logger LOG = LoggerFactory.getLogger(RateLimitProvider.class);

    /// Made by the service loader.
    public RateLimitProvider() {}

    @Override
    public String name() {
        return "rate-limit";
    }

    @Override
    public Phase phase() {
        return Phase.PROTECTION;
    }

    @Override
    public int rank() {
        return 60;
    }

    @Override
    public boolean isWanted(Settings settings) {
        return settings.get(Options.RATE_LIMIT);
    }

    @Override
    public Middleware create(Settings settings) {
        return limiter(settings, List::of);
    }

    @Override
    public Middleware create(Settings settings, Services services) {
        return limiter(settings, () -> services.all(RateLimitStoreProvider.class));
    }

    /// Looks for stores where one is named: what was made of its own keeps its counters for as long
    /// as the server lives, whatever stores an application brings.
    private static Middleware limiter(
            Settings settings, Supplier<List<RateLimitStoreProvider>> stores) {
        var limit = RateLimit.of(settings);
        var name = settings.get(Options.RATE_LIMIT_STORE);
        return new RateLimiter(
                limit,
                name.equals("memory")
                        ? new TokenBuckets(
                                limit.keys(),
                                System::nanoTime,
                                ThreadLocalRandom.current().nextInt())
                        : named(name, stores.get()).create(settings));
    }

    private static RateLimitStoreProvider named(String name, List<RateLimitStoreProvider> stores) {
        return stores.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new MissingProviderException(
                                ErrorCode.POUNCE_PROVIDER_MISSING,
                                "%s = %s, but no %s has that name"
                                        .formatted(
                                                Options.RATE_LIMIT_STORE,
                                                name,
                                                RateLimitStoreProvider.class.getName())));
    }

    private static final class RateLimiter implements Middleware {
        /// Between two words about a store that fails.
        private static final long SILENCE = Duration.ofMinutes(1).toNanos();

        /// In characters: all that is remembered has a bound.
        private static final int LONGEST_KEY = 256;

        private static final Response REFUSAL = Response.error(ErrorCode.POUNCE_LIMIT_RATE);

        private final RateLimitKey key;
        private final ClientKeys clients;
        private final RateLimitStore store;
        private final RateLimitStore.Bucket bucket;
        private final String policy;
        private final AtomicLong told = new AtomicLong(System.nanoTime() - SILENCE);

        RateLimiter(RateLimit limit, RateLimitStore store) {
            this.key = limit.key();
            this.clients = new ClientKeys(limit.ipv6Prefix());
            this.store = store;
            this.bucket = new RateLimitStore.Bucket(limit.name(), limit.burst(), limit.refill());
            this.policy =
                    "\"%s\";q=%d;w=%d"
                            .formatted(
                                    limit.name(),
                                    limit.burst(),
                                    seconds(limit.refill().multipliedBy(limit.burst())));
        }

        @Override
        public App apply(App next) {
            return (scope, receive, send) -> {
                var taken = scope instanceof HttpScope request ? take(request) : null;
                if (taken == null) {
                    next.handle(scope, receive, send);
                } else if (taken.granted()) {
                    next.handle(
                            scope,
                            receive,
                            KnownHeads.changing(send, start -> telling(start, taken)));
                } else {
                    refusal(taken).sendTo(send);
                }
            };
        }

        /// {@return null if the request is not limited}
        private RateLimitStore.@Nullable Taken take(HttpScope request) {
            var who = who(request);
            if (who.isEmpty()) return null;
            try {
                return store.take(who.get(), bucket);
            } catch (Exception broken) {
                tell(broken);
                return null;
            }
        }

        private Optional<String> who(RequestHead request) {
            return switch (key) {
                case RateLimitKey.Client _ -> clients.of(request);
                case RateLimitKey.Field(var name) ->
                        request.headers()
                                .first(name)
                                .filter(value -> value.length() <= LONGEST_KEY)
                                .or(() -> clients.of(request));
                case RateLimitKey.Code(var code) -> code.apply(request);
            };
        }

        /// A limit that nobody can count is no reason to serve nobody.
        private void tell(Exception broken) {
            long now = System.nanoTime();
            long last = told.get();
            if (now - last >= SILENCE && told.compareAndSet(last, now)) {
                LOG.atError()
                        .addKeyValue("limit", bucket.name())
                        .setCause(broken)
                        .log("The store of a rate limit fails: requests are served without it");
            }
        }

        private Response refusal(RateLimitStore.Taken taken) {
            return REFUSAL.headers(
                    REFUSAL.headers()
                            .plus("retry-after", Long.toString(seconds(taken.retryAfter())))
                            .plus("ratelimit-policy", policy)
                            .plus("ratelimit", left(taken)));
        }

        /// Another limit may have spoken before: these are lists (RateLimit header fields for HTTP,
        /// section 3 and 4).
        private ResponseStart telling(ResponseStart start, RateLimitStore.Taken taken) {
            return new ResponseStart(
                    start.status(),
                    start.headers()
                            .plus("ratelimit-policy", policy)
                            .plus("ratelimit", left(taken)));
        }

        private String left(RateLimitStore.Taken taken) {
            return '"'
                    + bucket.name()
                    + "\";r="
                    + taken.left()
                    + ";t="
                    + seconds(taken.untilFull());
        }

        /// Rounded up: who comes back then finds a token.
        private static long seconds(Duration time) {
            return time.plusNanos(999_999_999).toSeconds();
        }
    }
}
