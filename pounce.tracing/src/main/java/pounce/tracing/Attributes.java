package pounce.tracing;

import java.util.ArrayList;
import java.util.List;

/// Attributes in the making.
final class Attributes {

    /// Longer texts are cut off: what clients say must not fill the queue.
    static final int LONGEST = 1024;

    private final List<Attribute> all = new ArrayList<>();

    /// Adds a text, unless it is empty.
    Attributes text(String key, String value) {
        if (!value.isEmpty()) {
            all.add(
                    new Attribute.Text(
                            key, value.length() <= LONGEST ? value : value.substring(0, LONGEST)));
        }
        return this;
    }

    /// Adds a number, unless it is negative.
    Attributes number(String key, long value) {
        if (value >= 0) {
            all.add(new Attribute.Whole(key, value));
        }
        return this;
    }

    List<Attribute> list() {
        return List.copyOf(all);
    }
}
