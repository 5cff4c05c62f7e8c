package pounce.api;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// Fields of a message (RFC 9110, section 5): names without regard to case, several values per
/// name, in order. Immutable.
///
/// Names are lower case when read. Names and values are checked when they enter: a name that is no
/// token, a line break, NUL or other control character in a value, or a character that Latin-1 does
/// not have, is refused with [IllegalArgumentException], never stripped. White space around a value
/// is no part of it.
///
/// Two are equal if they have the same lines in the same order, whatever their class; the hash code
/// is that of the list of name, value, name, value, ... A text form has the names only: values may
/// be secrets, and it ends in logs.
///
/// Implemented by pounce only: methods may be added.
public interface Headers {

    /// {@return no fields}
    static Headers empty() {
        return FieldList.EMPTY;
    }

    /// Returns fields in this order.
    ///
    /// @param namesAndValues name, value, name, value, ...
    /// @return fields
    /// @throws IllegalArgumentException if a name or value is none, or the last value is missing
    static Headers of(String... namesAndValues) {
        return FieldList.of(namesAndValues);
    }

    /// {@return the first value}
    ///
    /// @param name in any case
    Optional<String> first(String name);

    /// {@return every value, in order, as an immutable list; list syntax within a value is left
    /// alone}
    ///
    /// @param name in any case
    List<String> all(String name);

    /// {@return whether there is a field of this name}
    ///
    /// @param name in any case
    boolean contains(String name);

    /// {@return the number of field lines}
    int size();

    /// Calls a function with name and value of each field line, in order. Allocates nothing.
    ///
    /// @param action is given the name in lower case
    void forEach(BiConsumer<? super String, ? super String> action);

    /// Returns a copy in which the field has this one value: on its first line, or on a new last
    /// one.
    ///
    /// @param name in any case
    /// @param value what it becomes
    /// @return fields
    /// @throws IllegalArgumentException if name or value is none
    Headers with(String name, String value);

    /// Returns a copy with all lines of `others` at the end, and without those of its own that have
    /// the same names; one copy, however many fields.
    ///
    /// @param others what is added
    /// @return fields
    Headers with(Headers others);

    /// Returns a copy with one more field line at the end, as `Set-Cookie` and `Vary` need it.
    ///
    /// @param name in any case
    /// @param value its value
    /// @return fields
    /// @throws IllegalArgumentException if name or value is none
    Headers plus(String name, String value);

    /// Returns a copy without the field.
    ///
    /// @param name in any case
    /// @return fields
    Headers without(String name);

    /// Returns a copy without the fields that a test finds; this, if it finds none.
    ///
    /// @param names is given each name in lower case
    /// @return fields
    Headers without(Predicate<? super String> names);
}
