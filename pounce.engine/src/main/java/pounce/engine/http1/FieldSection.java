package pounce.engine.http1;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import pounce.engine.message.ReceivedFields;

/// Fields as they were received: octets, and where in them each name and value stands. Text is made
/// only of what is asked for.
public final class FieldSection extends ReceivedFields {
    private static final int SPAN = 4;
    private static final FieldSection NONE = new FieldSection(new byte[0], new int[0]);

    private final byte[] octets;
    private final int[] spans;

    FieldSection(byte[] octets, int[] spans) {
        this.octets = octets;
        this.spans = spans;
    }

    static FieldSection none() {
        return NONE;
    }

    @Override
    public Optional<String> first(String name) {
        for (int i = 0; i < spans.length; i += SPAN) {
            if (isNamed(i, name)) {
                return Optional.of(valueAt(i));
            }
        }
        return Optional.empty();
    }

    @Override
    public List<String> all(String name) {
        if (!contains(name)) {
            return List.of();
        }
        var values = new ArrayList<String>(1);
        for (int i = 0; i < spans.length; i += SPAN) {
            if (isNamed(i, name)) {
                values.add(valueAt(i));
            }
        }
        return List.copyOf(values);
    }

    @Override
    public boolean contains(String name) {
        for (int i = 0; i < spans.length; i += SPAN) {
            if (isNamed(i, name)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int size() {
        return spans.length / SPAN;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super String> action) {
        for (int i = 0; i < spans.length; i += SPAN) {
            action.accept(nameAt(i), valueAt(i));
        }
    }

    @Override
    protected boolean anyName(Predicate<? super String> names) {
        for (int i = 0; i < spans.length; i += SPAN) {
            if (names.test(nameAt(i))) {
                return true;
            }
        }
        return false;
    }

    /// {@return how long the name of a line is, in octets}
    int nameLength(int line) {
        return spans[line * SPAN + 1] - spans[line * SPAN];
    }

    /// {@return whether a line has this name, given in lower case}
    boolean spells(int line, String lowerCase) {
        return Octets.spell(octets, spans[line * SPAN], spans[line * SPAN + 1], lowerCase);
    }

    /// {@return whether a line has exactly this value}
    boolean holds(int line, String value) {
        int from = spans[line * SPAN + 2];
        if (spans[line * SPAN + 3] - from != value.length()) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if ((octets[from + i] & 0xFF) != value.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    String value(int line) {
        return valueAt(line * SPAN);
    }

    private boolean isNamed(int at, String name) {
        int from = spans[at];
        if (spans[at + 1] - from != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            int lower = c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
            if (Octets.lower(octets[from + i]) != lower) {
                return false;
            }
        }
        return true;
    }

    private String nameAt(int at) {
        return FieldNames.of(octets, spans[at], spans[at + 1]);
    }

    private String valueAt(int at) {
        return new String(
                octets, spans[at + 2], spans[at + 3] - spans[at + 2], StandardCharsets.ISO_8859_1);
    }
}
