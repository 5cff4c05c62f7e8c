package pounce.api.spi;

import pounce.api.Settings;

/// Keeps the counters of rate limits, for instance where several machines share them. Which one is
/// used [pounce.api.Options#RATE_LIMIT_STORE] says; pounce's own is called `memory`.
public non-sealed interface RateLimitStoreProvider extends Extension {

    /// Makes a store. Called once per rate limit.
    ///
    /// @param settings the server's, and its own
    /// @return a store
    /// @throws IllegalArgumentException if they do not fit together: the start fails
    RateLimitStore create(Settings settings);
}
