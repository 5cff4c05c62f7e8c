package pounce.api.spi;

import java.time.Duration;

/// Buckets of tokens, one per key. A bucket is full at first, gains a token every so often until it
/// is full again, and a request takes one. Any thread.
///
/// How many keys are remembered is the store's affair, but it has a bound: what is forgotten is
/// full again, so those that are nearly full go first.
@FunctionalInterface
public interface RateLimitStore {

    /// Takes a token. May block, if the tokens lie elsewhere.
    ///
    /// @param key whose bucket
    /// @param bucket what it is like; always the same for the same name
    /// @return what was found
    /// @throws Exception if nobody knows; the request is served then, and the log has it
    Taken take(String key, Bucket bucket) throws Exception;

    /// What a bucket is like.
    ///
    /// @param name of the limit; it tells buckets of one key apart
    /// @param tokens that it holds when it is full, at least 1
    /// @param refill the time in which it gains one
    record Bucket(String name, int tokens, Duration refill) {}

    /// What was found.
    ///
    /// @param left tokens, after this one
    /// @param retryAfter until there is a token; zero if one was taken
    /// @param untilFull until the bucket is full again, if nobody takes more
    record Taken(int left, Duration retryAfter, Duration untilFull) {
        /// {@return whether a token was taken}
        public boolean granted() {
            return retryAfter.isZero();
        }
    }
}
