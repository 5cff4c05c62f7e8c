package pounce.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pounce.api.field.Tokens;

/// Fields as names and values in turn: a change is one array and one object, and the handful that a
/// response has is found fastest by looking.
final class FieldList implements Headers {
    static final FieldList EMPTY = new FieldList();

    /// A power of two.
    private static final int NAMES = 64;

    /// Some names that are tokens in lower case: most are constants, used over and over.
    private static final @Nullable String[] GOOD_NAMES = new String[NAMES];

    private final String[] pairs;

    private FieldList(String... pairs) {
        this.pairs = pairs;
    }

    static FieldList of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a name without a value");
        }
        var pairs = new String[namesAndValues.length];
        for (int i = 0; i < pairs.length; i += 2) {
            pairs[i] = name(namesAndValues[i]);
            pairs[i + 1] = value(namesAndValues[i + 1]);
        }
        return new FieldList(pairs);
    }

    @Override
    public Optional<String> first(String name) {
        int at = indexOf(name);
        return at < 0 ? Optional.empty() : Optional.of(pairs[at + 1]);
    }

    @Override
    public List<String> all(String name) {
        if (!contains(name)) return List.of();
        var values = new ArrayList<String>(1);
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equalsIgnoreCase(name)) {
                values.add(pairs[i + 1]);
            }
        }
        return List.copyOf(values);
    }

    @Override
    public boolean contains(String name) {
        return indexOf(name) >= 0;
    }

    @Override
    public int size() {
        return pairs.length / 2;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super String> action) {
        for (int i = 0; i < pairs.length; i += 2) {
            action.accept(pairs[i], pairs[i + 1]);
        }
    }

    @Override
    public Headers with(String name, String value) {
        int at = indexOf(name);
        if (at < 0) return plus(name, value);
        var copy = pairs.clone();
        copy[at + 1] = value(value);
        return new FieldList(withoutAfter(at + 2, copy, name::equalsIgnoreCase));
    }

    @Override
    public Headers with(Headers others) {
        var added = others instanceof FieldList list ? list.pairs : of(pairsOf(others)).pairs;
        if (added.length == 0) return this;
        var merged = new String[pairs.length + added.length];
        int count = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            if (others.contains(pairs[i])) continue;
            merged[count++] = pairs[i];
            merged[count++] = pairs[i + 1];
        }
        System.arraycopy(added, 0, merged, count, added.length);
        return new FieldList(shortened(merged, count + added.length));
    }

    @Override
    public Headers plus(String name, String value) {
        var longer = Arrays.copyOf(pairs, pairs.length + 2);
        longer[pairs.length] = name(name);
        longer[pairs.length + 1] = value(value);
        return new FieldList(longer);
    }

    @Override
    public Headers without(String name) {
        int at = indexOf(name);
        return at < 0
                ? this
                : new FieldList(withoutAfter(at, pairs.clone(), name::equalsIgnoreCase));
    }

    @Override
    public Headers without(Predicate<? super String> names) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (names.test(pairs[i])) return new FieldList(withoutAfter(i, pairs.clone(), names));
        }
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Headers those
                && those.size() == size()
                && Arrays.equals(
                        pairs, those instanceof FieldList list ? list.pairs : pairsOf(those));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pairs);
    }

    @Override
    public String toString() {
        var names = new ArrayList<String>(size());
        forEach((name, _) -> names.add(name));
        return names.toString();
    }

    private int indexOf(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equalsIgnoreCase(name)) return i;
        }
        return -1;
    }

    private static String[] pairsOf(Headers headers) {
        var pairs = new ArrayList<String>(2 * headers.size());
        headers.forEach((name, value) -> {
            pairs.add(name);
            pairs.add(value);
        });
        return pairs.toArray(String[]::new);
    }

    /// Moves up, within the array, what does not have such a name.
    private static String[] withoutAfter(
            int from, String[] pairs, Predicate<? super String> names) {
        int count = from;
        for (int i = from; i < pairs.length; i += 2) {
            if (names.test(pairs[i])) continue;
            pairs[count++] = pairs[i];
            pairs[count++] = pairs[i + 1];
        }
        return shortened(pairs, count);
    }

    private static String[] shortened(String[] pairs, int length) {
        return pairs.length == length ? pairs : Arrays.copyOf(pairs, length);
    }

    /// Written in lower case, as HTTP/2 wants it (RFC 9113, section 8.2.1).
    private static String name(String name) {
        int place = name.hashCode() & NAMES - 1;
        return name.equals(GOOD_NAMES[place]) ? name : check(name, place);
    }

    private static String check(String name, int place) {
        if (!Tokens.isToken(name)) {
            throw new IllegalArgumentException("no field name: " + name);
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 'A' && name.charAt(i) <= 'Z') {
                return name.toLowerCase(Locale.ROOT);
            }
        }
        GOOD_NAMES[place] = name;
        return name;
    }

    private static String value(String value) {
        if (!Tokens.isFieldValue(value)) {
            throw new IllegalArgumentException(
                    "no field value: a control or non-Latin-1 character");
        }
        return value.strip();
    }
}
