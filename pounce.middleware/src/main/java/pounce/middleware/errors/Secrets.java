package pounce.middleware.errors;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import pounce.api.RequestHead;
import pounce.api.field.SecretParameters;

/// What a request says in confidence: values of fields and parameters whose names sound so. They
/// are shown nowhere, not even where somebody has put them into a message.
final class Secrets {
    static final String HIDDEN = "•••";

    /// In characters: what is shorter is part of many words.
    private static final int SHORTEST = 4;

    private static final SecretParameters PARAMETERS = SecretParameters.and(List.of());

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

    /// {@return whether what has this name is nobody's business}
    ///
    /// @param name of a field or a parameter
    static boolean isSecret(String name) {
        return PARAMETERS.isSecret(name);
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
        return PARAMETERS.hide(query, 0, HIDDEN);
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
