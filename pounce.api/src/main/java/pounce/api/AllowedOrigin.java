package pounce.api;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Origins from which scripts may call (WHATWG HTML, section 7.1.1). Immutable.
public sealed interface AllowedOrigin {

    /// Reads what an option says: an origin as browsers write it, `https://example.com` or
    /// `http://localhost:3000`; all sub-domains of a host, but not the host itself,
    /// `https://*.example.com`; or `*` for any.
    ///
    /// @param text one of these
    /// @return the origins
    /// @throws IllegalArgumentException if it is none, or what no browser writes: upper case, the
    ///   scheme's own port, a path. `null` is none either: it is the origin of whoever hides his
    static AllowedOrigin parse(String text) {
        if (text.equals("*")) return new Any();
        int star = text.indexOf("://*.");
        if (star < 0) return new Exactly(text);
        int host = star + "://*".length();
        return new SubDomains(text.substring(0, star + "://".length()), text.substring(host));
    }

    /// Returns the origins that a test finds.
    ///
    /// @param test is given an origin as the browser wrote it; any thread
    /// @return the origins, which no text can name
    static AllowedOrigin matching(Predicate<String> test) {
        return new Matching(test);
    }

    /// {@return whether an origin is one of these}
    ///
    /// @param origin as the browser wrote it
    boolean allows(String origin);

    /// Any origin, even a hidden one.
    record Any() implements AllowedOrigin {
        @Override
        public boolean allows(String origin) {
            return true;
        }

        /// {@return `*`}
        @Override
        public String toString() {
            return "*";
        }
    }

    /// One origin.
    ///
    /// @param origin as browsers write it
    record Exactly(String origin) implements AllowedOrigin {
        private static final Pattern ORIGIN =
                Pattern.compile(
                        "[a-z][a-z0-9+.-]*://(?:[a-z0-9._-]+|\\[[0-9a-f:.]+\\])(?::[1-9][0-9]{0,4})?");
        private static final Pattern USUAL_PORT = Pattern.compile("http://.*:80|https://.*:443");

        /// An origin.
        ///
        /// @throws IllegalArgumentException if browsers would not write it so
        public Exactly {
            if (!ORIGIN.matcher(origin).matches() || USUAL_PORT.matcher(origin).matches()) {
                throw new IllegalArgumentException("no origin like https://example.com: " + origin);
            }
        }

        @Override
        public boolean allows(String origin) {
            return this.origin.equals(origin);
        }

        /// {@return the origin}
        @Override
        public String toString() {
            return origin;
        }
    }

    /// All sub-domains of a host, at any depth.
    ///
    /// @param prefix the scheme and `://`
    /// @param suffix `.`, the host, and `:` and the port unless it is the scheme's own
    record SubDomains(String prefix, String suffix) implements AllowedOrigin {
        /// Sub-domains.
        ///
        /// @throws IllegalArgumentException if browsers would not write their origins so
        public SubDomains {
            var _ = new Exactly(prefix + "any" + suffix);
            if (suffix.length() < 2 || suffix.charAt(0) != '.' || suffix.charAt(1) == '.') {
                throw new IllegalArgumentException("no host: " + prefix + '*' + suffix);
            }
        }

        @Override
        public boolean allows(String origin) {
            int end = origin.length() - suffix.length();
            return end > prefix.length()
                    && origin.startsWith(prefix)
                    && origin.endsWith(suffix)
                    && isHost(origin, prefix.length(), end);
        }

        /// `https://evil.com/.example.com` ends as it should.
        private static boolean isHost(String text, int from, int to) {
            for (int i = from; i < to; i++) {
                char c = text.charAt(i);
                boolean isPlain =
                        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "-._".indexOf(c) >= 0;
                if (!isPlain) return false;
            }
            return true;
        }

        /// {@return what [#parse] reads}
        @Override
        public String toString() {
            return prefix + '*' + suffix;
        }
    }

    /// Those that a test finds.
    ///
    /// @param test decides
    record Matching(Predicate<String> test) implements AllowedOrigin {
        @Override
        public boolean allows(String origin) {
            return test.test(origin);
        }

        /// {@return no text that can be read}
        @Override
        public String toString() {
            return "<code>";
        }
    }
}
