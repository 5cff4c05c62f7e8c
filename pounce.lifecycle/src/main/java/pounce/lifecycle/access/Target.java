package pounce.lifecycle.access;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import pounce.api.AccessLogQuery;

/// What a log may show of a request's path and query: queries carry secrets, and logs are read by
/// many.
final class Target {
    private static final String HIDDEN = "***";

    /// A parameter whose name is one of these is a secret.
    private static final Set<String> NAMES =
            Set.of("code", "key", "otp", "pass", "pin", "pwd", "sid", "sig", "state", "ticket");

    /// A parameter whose name has one of these in it is one too.
    private static final List<String> PARTS =
            List.of(
                    "apikey",
                    "api_key",
                    "api-key",
                    "auth",
                    "credential",
                    "jwt",
                    "passw",
                    "private",
                    "secret",
                    "session",
                    "signature",
                    "token");

    private final AccessLogQuery query;
    private final Set<String> names;

    /// @param more names of parameters that are secrets, in any case
    Target(AccessLogQuery query, List<String> more) {
        this.query = query;
        this.names = new HashSet<>(NAMES);
        more.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    }

    /// {@return what may be shown}
    ///
    /// @param target path and query as received
    String shown(String target) {
        int mark = target.indexOf('?');
        if (mark < 0) {
            return target;
        }
        return switch (query) {
            case SHOWN -> target;
            case OMITTED -> target.substring(0, mark);
            case REDACTED -> redacted(target, mark);
        };
    }

    private String redacted(String target, int mark) {
        var shown = new StringBuilder(target.length()).append(target, 0, mark + 1);
        for (int from = mark + 1; from <= target.length(); ) {
            int end = end(target, from);
            int equals = target.indexOf('=', from);
            if (equals >= 0 && equals < end && isSecret(target.substring(from, equals))) {
                shown.append(target, from, equals + 1).append(HIDDEN);
            } else {
                shown.append(target, from, end);
            }
            if (end < target.length()) {
                shown.append(target.charAt(end));
            }
            from = end + 1;
        }
        return shown.toString();
    }

    private static int end(String target, int from) {
        for (int i = from; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c == '&' || c == ';') {
                return i;
            }
        }
        return target.length();
    }

    /// A name that is escaped may be any.
    private boolean isSecret(String parameter) {
        var name = parameter.toLowerCase(Locale.ROOT);
        return name.indexOf('%') >= 0
                || names.contains(name)
                || PARTS.stream().anyMatch(name::contains);
    }
}
