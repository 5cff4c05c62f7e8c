package pounce.middleware.errors;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import pounce.api.RequestHead;

/// What a request says in confidence: values of fields and parameters whose names sound so. They
/// are shown nowhere, not even where somebody has put them into a message.
final class Secrets {
    static final String HIDDEN = "•••";

    /// In characters: what is shorter is part of many words.
    private static final int SHORTEST = 4;

    private static final Set<String> NAMES =
            Set.of("code", "key", "otp", "pass", "pin", "pwd", "sid", "sig", "state", "ticket");

    private static final List<String> PARTS =
            List.of(
                    "apikey",
                    "api_key",
                    "api-key",
                    "auth",
                    "cookie",
                    "credential",
                    "jwt",
                    "passw",
                    "private",
                    "secret",
                    "session",
                    "signature",
                    "token",
                    "csrf",
                    "xsrf");

    /// Of `Authorization`: everybody knows them.
    private static final Set<String> SCHEMES = Set.of("basic", "bearer", "digest", "negotiate");

    private final Set<String> values = new LinkedHashSet<>();

    private Secrets() {}

    /// {@return those of a request}
    ///
    /// @param request its head
    static Secrets of(RequestHead request) {
        var secrets = new Secrets();
        request.headers()
                .forEach((name, value) -> {
                    if (isSecret(name)) {
                        secrets.add(value);
                    }
                });
        for (var parameter : parameters(request.rawQuery())) {
            if (isSecret(name(parameter))) {
                secrets.add(value(parameter));
            }
        }
        return secrets;
    }

    /// {@return whether what has this name is nobody's business}; a name that is escaped may be
    /// any.
    ///
    /// @param name of a field or a parameter
    static boolean isSecret(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.indexOf('%') >= 0
                || NAMES.contains(lower)
                || PARTS.stream().anyMatch(lower::contains);
    }

    /// All of it, and each of what it consists of: `Bearer abc`, `a=1; b=2`.
    private void add(String value) {
        put(value);
        for (var part : value.split("[\\s;,]+", -1)) {
            put(part);
            put(value(part));
        }
    }

    private void put(String value) {
        if (!SCHEMES.contains(value.toLowerCase(Locale.ROOT))) {
            values.add(value);
            values.add(decoded(value));
        }
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return value;
        }
    }

    /// {@return a text without what is secret}
    ///
    /// @param text any
    String hideIn(String text) {
        var hidden = text;
        for (var value : values) {
            if (value.length() >= SHORTEST) {
                hidden = hidden.replace(value, HIDDEN);
            }
        }
        return hidden;
    }

    /// {@return a query without what is secret}
    ///
    /// @param query as received
    static String hideInQuery(String query) {
        var shown = new ArrayList<String>();
        for (var parameter : parameters(query)) {
            shown.add(
                    isSecret(name(parameter)) && parameter.contains("=")
                            ? name(parameter) + '=' + HIDDEN
                            : parameter);
        }
        return String.join("&", shown);
    }

    private static List<String> parameters(String query) {
        return List.of(query.split("&", -1));
    }

    private static String name(String parameter) {
        int equals = parameter.indexOf('=');
        return equals < 0 ? parameter : parameter.substring(0, equals);
    }

    private static String value(String parameter) {
        return parameter.substring(parameter.indexOf('=') + 1);
    }
}
