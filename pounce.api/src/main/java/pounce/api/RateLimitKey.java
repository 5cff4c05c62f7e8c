package pounce.api;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import pounce.api.field.Tokens;

/// Who shares the tokens of a [RateLimit]. Immutable.
public sealed interface RateLimitKey {

    /// Reads what an option says.
    ///
    /// @param text `client` for the address of the client, or `field:name` for the value of a
    ///   request field, and the client where it is missing
    /// @return who
    /// @throws IllegalArgumentException if it is neither
    static RateLimitKey parse(String text) {
        if (text.equals("client")) return new Client();
        if (!text.startsWith("field:")) throw new IllegalArgumentException("no key: " + text);
        return new Field(text.substring("field:".length()));
    }

    /// Returns a key that code finds.
    ///
    /// @param key is given a request; empty if it shall not be limited. Any thread
    /// @return who, which no text can name
    static RateLimitKey of(Function<? super RequestHead, Optional<String>> key) {
        return new Code(key);
    }

    /// The client's address; of an IPv6 address the first bits, for they are one customer's.
    record Client() implements RateLimitKey {
        /// {@return `client`}
        @Override
        public String toString() {
            return "client";
        }
    }

    /// The value of a request field, such as that of an API key.
    ///
    /// @param name in lower case
    record Field(String name) implements RateLimitKey {
        /// A field.
        ///
        /// @throws IllegalArgumentException if it is no name
        public Field {
            if (!Tokens.isToken(name)) throw new IllegalArgumentException("no field: " + name);
            name = name.toLowerCase(Locale.ROOT);
        }

        /// {@return what [#parse] reads}
        @Override
        public String toString() {
            return "field:" + name;
        }
    }

    /// What code finds.
    ///
    /// @param key finds it
    record Code(Function<? super RequestHead, Optional<String>> key) implements RateLimitKey {
        /// {@return no text that can be read}
        @Override
        public String toString() {
            return "<code>";
        }
    }
}
