package pounce.middleware.compression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pounce.api.Settings;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;
import pounce.api.field.AcceptEncoding;
import pounce.api.spi.ContentCoding;
import pounce.api.spi.ContentCodingProvider;

/// The codings of one generation, the server's favourite first. Any thread.
final class Codings implements AutoCloseable {
    /// Clients of one kind send the same field: few are seen often.
    private static final int REMEMBERED = 16;

    private static final Choice IDENTITY = new Choice.Identity();
    private static final Choice NOTHING = new Choice.Nothing();

    private final Map<String, ContentCoding> codings = new LinkedHashMap<>();
    private final List<String> offered;
    private final @Nullable Known[] known = new Known[REMEMBERED];

    /// Its fields are final, so that a thread that finds it sees them.
    private record Known(List<String> field, Choice choice) {}

    Codings(List<ContentCodingProvider> providers, Settings settings) {
        providers.stream()
                .sorted(Codings::comparePreferences)
                .forEach(each -> codings.put(each.name(), create(each, settings)));
        var names = new ArrayList<>(codings.keySet());
        names.add(AcceptEncoding.IDENTITY);
        offered = List.copyOf(names);
    }

    /// The preferred one is less; of two alike, the one whose name is.
    private static int comparePreferences(ContentCodingProvider one, ContentCodingProvider other) {
        int preferences = Integer.compare(other.preference(), one.preference());
        return preferences != 0 ? preferences : one.name().compareTo(other.name());
    }

    private static ContentCoding create(ContentCodingProvider provider, Settings settings) {
        try {
            return provider.create(settings);
        } catch (IllegalArgumentException fault) {
            throw new ConfigException(
                    ErrorCode.POUNCE_CONFIG_INVALID,
                    "content coding " + provider.name() + ": " + fault.getMessage(),
                    fault);
        }
    }

    /// {@return what a client gets}
    ///
    /// @param field the lines of its `Accept-Encoding`
    Choice choose(List<String> field) {
        if (field.isEmpty()) return IDENTITY;
        int place = Math.floorMod(field.hashCode(), REMEMBERED);
        var same = known[place];
        if (same != null && same.field.equals(field)) return same.choice;
        var choice = choose(AcceptEncoding.parse(field));
        known[place] = new Known(List.copyOf(field), choice);
        return choice;
    }

    private Choice choose(AcceptEncoding accepted) {
        var best = accepted.best(offered);
        if (best.isEmpty()) return NOTHING;
        var name = best.get();
        var coding = codings.get(name);
        if (coding == null) return IDENTITY;
        boolean identityToo = accepted.quality(AcceptEncoding.IDENTITY) > 0;
        return new Choice.Coded(name, coding, identityToo);
    }

    /// {@return the coding of a name}
    ///
    /// @param name in lower case
    Optional<ContentCoding> named(String name) {
        return Optional.ofNullable(codings.get(name.equals("x-gzip") ? "gzip" : name));
    }

    /// {@return the names of all, as `Accept-Encoding` lists them}
    String names() {
        return String.join(", ", codings.keySet());
    }

    @Override
    public void close() {
        codings.values().forEach(ContentCoding::close);
    }
}
