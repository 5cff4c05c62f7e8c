package pounce.api;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// How many requests are served of each client: the options `rate-limit.*` as one value. Each has a
/// bucket that holds `burst` tokens, and gains `requests` in each period; a request takes one.
/// Immutable.
public final class RateLimit {
    private static final Duration LONGEST_REFILL = Duration.ofDays(366);

    private final Map<Option<?>, Object> options;
    private final Settings settings;

    private RateLimit(Map<Option<?>, Object> options) {
        this.options = options;
        this.settings = new SettingTable(options);
        if (refill().isZero()) {
            throw new IllegalArgumentException(
                    "rate-limit.requests = %d: more than one a nanosecond".formatted(requests()));
        }
        if (burst() > LONGEST_REFILL.toNanos() / refill().toNanos()) {
            throw new IllegalArgumentException(
                    "rate-limit.burst = %d: it takes more than a year to gain so many"
                            .formatted(burst()));
        }
    }

    /// Lets each client send so many requests, and twice as many at once.
    ///
    /// @param requests at least 1
    /// @param period in which
    /// @return a limit
    /// @throws IllegalArgumentException if both make no sense
    public static RateLimit of(int requests, Duration period) {
        return new RateLimit(
                Map.of(
                        Options.RATE_LIMIT, true,
                        Options.RATE_LIMIT_REQUESTS, Options.RATE_LIMIT_REQUESTS.check(requests),
                        Options.RATE_LIMIT_PERIOD, Options.RATE_LIMIT_PERIOD.check(period)));
    }

    /// {@return what settings say, whether or not they ask for it}
    ///
    /// @param settings those of a server
    /// @throws IllegalArgumentException if they make no sense together
    public static RateLimit of(Settings settings) {
        var options = new HashMap<Option<?>, Object>();
        for (var option :
                List.of(
                        Options.RATE_LIMIT,
                        Options.RATE_LIMIT_REQUESTS,
                        Options.RATE_LIMIT_PERIOD,
                        Options.RATE_LIMIT_BURST,
                        Options.RATE_LIMIT_KEY,
                        Options.RATE_LIMIT_IPV6_PREFIX,
                        Options.RATE_LIMIT_KEYS,
                        Options.RATE_LIMIT_NAME,
                        Options.RATE_LIMIT_STORE)) {
            options.put(option, settings.get(option));
        }
        return new RateLimit(options);
    }

    /// {@return how many tokens a bucket gains in each period}
    public int requests() {
        return settings.get(Options.RATE_LIMIT_REQUESTS);
    }

    /// {@return the period}
    public Duration period() {
        return settings.get(Options.RATE_LIMIT_PERIOD);
    }

    /// {@return the time in which a bucket gains a token}
    public Duration refill() {
        return Duration.ofNanos(period().toNanos() / requests());
    }

    /// {@return how many tokens a bucket holds}
    public int burst() {
        int burst = settings.get(Options.RATE_LIMIT_BURST);
        return burst > 0 ? burst : (int) Math.min(Integer.MAX_VALUE, 2L * requests());
    }

    /// {@return who shares a bucket}
    public RateLimitKey key() {
        return settings.get(Options.RATE_LIMIT_KEY);
    }

    /// {@return how many bits of an IPv6 address are one client}
    public int ipv6Prefix() {
        return settings.get(Options.RATE_LIMIT_IPV6_PREFIX);
    }

    /// {@return how many buckets are remembered}
    public int keys() {
        return settings.get(Options.RATE_LIMIT_KEYS);
    }

    /// {@return the name by which responses speak of it}
    public String name() {
        return settings.get(Options.RATE_LIMIT_NAME);
    }

    /// Returns a copy with buckets that hold so many tokens.
    ///
    /// @param tokens at least 1
    /// @return a limit
    /// @throws IllegalArgumentException if it is less, or too many
    public RateLimit burst(int tokens) {
        if (tokens < 1) throw new IllegalArgumentException("burst: " + tokens);
        return with(Options.RATE_LIMIT_BURST, tokens);
    }

    /// Returns a copy that limits somebody else than the client's address: a user, a tenant.
    ///
    /// @param key is given a request; empty if it shall not be limited. Any thread
    /// @return a limit
    public RateLimit by(Function<? super RequestHead, Optional<String>> key) {
        return with(Options.RATE_LIMIT_KEY, RateLimitKey.of(key));
    }

    /// Returns a copy that remembers so many buckets.
    ///
    /// @param keys at least 1
    /// @return a limit
    /// @throws IllegalArgumentException if it is less, or too many
    public RateLimit keys(int keys) {
        return with(Options.RATE_LIMIT_KEYS, keys);
    }

    /// Returns a copy of another name. Limits that can meet in one response need two.
    ///
    /// @param name letters, digits, `.`, `_` and `-`
    /// @return a limit
    /// @throws IllegalArgumentException if it is none
    public RateLimit named(String name) {
        return with(Options.RATE_LIMIT_NAME, name);
    }

    private <T> RateLimit with(Option<T> option, T value) {
        var changed = new HashMap<>(options);
        changed.put(option, option.check(value));
        return new RateLimit(changed);
    }

    Map<Option<?>, Object> options() {
        return options;
    }
}
