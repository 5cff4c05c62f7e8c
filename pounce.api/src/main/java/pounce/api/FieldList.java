package pounce.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import pounce.api.field.Tokens;

/// Fields as names and values in turn: a change is one array and one object, and the handful that a
/// response has is found fastest by looking.
final class FieldList implements Headers {
    static final FieldList EMPTY = new FieldList();

    private final String[] pairs;

    private FieldList(String... pairs) {
        this.pairs = pairs;
    }

    static FieldList of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0)
            throw new IllegalArgumentException("a name without a value");
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
        var values = new ArrayList<String>(1);
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equalsIgnoreCase(name)) values.add(pairs[i + 1]);
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
        for (int i = 0; i < pairs.length; i += 2) action.accept(pairs[i], pairs[i + 1]);
    }

    @Override
    public Headers with(String name, String value) {
        int at = indexOf(name);
        if (at < 0) return plus(name, value);
        if (all(name).size() > 1) return without(name).plus(name, value);
        var copy = pairs.clone();
        copy[at + 1] = value(value);
        return new FieldList(copy);
    }

    @Override
    public Headers with(Headers others) {
        var added = others instanceof FieldList list ? list.pairs : flatten(others);
        var merged = new String[pairs.length + added.length];
        int count = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            if (others.contains(pairs[i])) continue;
            merged[count++] = pairs[i];
            merged[count++] = pairs[i + 1];
        }
        System.arraycopy(added, 0, merged, count, added.length);
        return new FieldList(
                count + added.length == merged.length
                        ? merged
                        : Arrays.copyOf(merged, count + added.length));
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
        var rest = new ArrayList<String>(pairs.length);
        for (int i = 0; i < pairs.length; i += 2) {
            if (!pairs[i].equalsIgnoreCase(name))
                rest.addAll(Arrays.asList(pairs[i], pairs[i + 1]));
        }
        return new FieldList(rest.toArray(String[]::new));
    }

    @Override
    public String toString() {
        return Arrays.toString(pairs);
    }

    private static String[] flatten(Headers headers) {
        var flat = new ArrayList<String>(2 * headers.size());
        headers.forEach((name, value) -> flat.addAll(Arrays.asList(name, value)));
        return flat.toArray(String[]::new);
    }

    private int indexOf(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equalsIgnoreCase(name)) return i;
        }
        return -1;
    }

    /// Written in lower case, as HTTP/2 wants it (RFC 9113, section 8.2.1).
    private static String name(String name) {
        if (!Tokens.isToken(name)) {
            throw new IllegalArgumentException("no field name: " + name);
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 'A' && name.charAt(i) <= 'Z') {
                return name.toLowerCase(Locale.ROOT);
            }
        }
        return name;
    }

    /// A line break in a value would let its author write fields, or a second response, of his own.
    private static String value(String value) {
        if (!Tokens.isFieldValue(value)) {
            throw new IllegalArgumentException("control or non-Latin-1 character in a field value");
        }
        return value.strip();
    }
}
