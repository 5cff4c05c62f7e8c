package pounce.api;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Fields of a message (RFC 9110, section 5): names without regard to case, several values per
/// name, in order. Immutable.
///
/// Names are lower case when read. A value is checked when it enters: a line break or NUL is
/// refused with [IllegalArgumentException], never stripped. Implemented by pounce only: methods may
/// be added.
public interface Headers {

    /// {@return no fields}
    static Headers empty() {
        return FieldList.EMPTY;
    }

    /// Returns fields in this order.
    ///
    /// @param namesAndValues name, value, name, value, ...
    static Headers of(String... namesAndValues) {
        return FieldList.of(namesAndValues);
    }

    /// {@return the first value}
    Optional<String> first(String name);

    /// {@return every value, in order; list syntax within a value is left alone}
    List<String> all(String name);

    /// {@return whether there is a field of this name}
    boolean contains(String name);

    /// {@return the number of field lines}
    int size();

    /// Calls `action` with name and value of each field line, in order.
    void forEach(BiConsumer<? super String, ? super String> action);

    /// Returns a copy in which the field has this one value.
    Headers with(String name, String value);

    /// Returns a copy with all fields of `others` in place of those of the same names; one copy,
    /// however many fields.
    Headers with(Headers others);

    /// Returns a copy with one more field line, as `Set-Cookie` and `Vary` need it.
    Headers plus(String name, String value);

    /// Returns a copy without the field.
    Headers without(String name);
}
