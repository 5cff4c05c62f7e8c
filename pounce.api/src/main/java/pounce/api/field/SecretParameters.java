package pounce.api.field;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Parameters of queries whose values are secrets, as far as their names tell: queries carry tokens
/// and signatures, and what is written down of a request is read by many. Immutable.
public final class SecretParameters {

    /// A parameter whose name is one of these is a secret.
    private static final Set<String> NAMES =
            Set.of("code", "key", "otp", "pass", "pin", "pwd", "sid", "sig", "state", "ticket");

    /// A parameter whose name has one of these in it is one too.
    private static final List<String> PARTS =
            List.of(
                    "accesskey",
                    "access_key",
                    "access-key",
                    "apikey",
                    "api_key",
                    "api-key",
                    "auth",
                    "cookie",
                    "credential",
                    "csrf",
                    "jwt",
                    "passw",
                    "private",
                    "secret",
                    "session",
                    "signature",
                    "token",
                    "xsrf");

    private final Set<String> names;

    private SecretParameters(Set<String> names) {
        this.names = names;
    }

    /// Returns those whose names sound like secrets, and others.
    ///
    /// @param more names of further secrets, in any case
    /// @return secret parameters
    public static SecretParameters and(Collection<String> more) {
        var names = new HashSet<>(NAMES);
        more.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        return new SecretParameters(Set.copyOf(names));
    }

    /// Puts something in the place of secret values. Names stay; one that is escaped may be any,
    /// and so its value is a secret.
    ///
    /// @param text ends with a query as received: parameters with `&` or `;` between them
    /// @param from where in it the query begins
    /// @param hidden stands for a value
    /// @return the text without the values
    public String hide(String text, int from, String hidden) {
        var shown = new StringBuilder(text.length()).append(text, 0, from);
        for (int start = from; start <= text.length(); ) {
            int end = end(text, start);
            int equals = text.indexOf('=', start);
            if (equals >= 0 && equals < end && isSecret(text.substring(start, equals))) {
                shown.append(text, start, equals + 1).append(hidden);
            } else {
                shown.append(text, start, end);
            }
            if (end < text.length()) {
                shown.append(text.charAt(end));
            }
            start = end + 1;
        }
        return shown.toString();
    }

    private static int end(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '&' || c == ';') {
                return i;
            }
        }
        return text.length();
    }

    /// {@return whether what has this name is a secret}; a name that is escaped may be any.
    ///
    /// @param name of a parameter, as received; a field's name may be asked for too
    public boolean isSecret(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.indexOf('%') >= 0
                || names.contains(lower)
                || PARTS.stream().anyMatch(lower::contains);
    }
}
