package pounce.api.field;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;

/// Writes one JSON text (RFC 8259), without whitespace, as it is told: nothing is kept but the
/// nesting.
///
/// ```java
/// JsonWriter.to(line).object()
///         .member("status", 200)
///         .name("tags").array().value("a").value("b").end()
///         .end()
///         .finish();
/// ```
///
/// What cannot stand where it is said is an [IllegalStateException], and then nothing is written.
/// That the names of one object differ is up to the caller. If the target throws an `IOException`,
/// an [UncheckedIOException] carries it and the writer is of no more use. For one thread at a time.
public final class JsonWriter {
    private static final int USUAL_DEPTH = 3;

    private final Appendable out;
    private final ArrayDeque<JsonPlace> outer = new ArrayDeque<>(USUAL_DEPTH);
    private JsonPlace place = JsonPlace.DOCUMENT;

    private JsonWriter(Appendable out) {
        this.out = out;
    }

    /// {@return a writer of one text}
    ///
    /// @param out where to write; neither flushed nor closed
    public static JsonWriter to(Appendable out) {
        return new JsonWriter(out);
    }

    /// Begins an object.
    ///
    /// @return this
    /// @throws IllegalStateException if no value can stand here
    public JsonWriter object() {
        return open("{", JsonPlace.FIRST_NAME);
    }

    /// Begins an array.
    ///
    /// @return this
    /// @throws IllegalStateException if no value can stand here
    public JsonWriter array() {
        return open("[", JsonPlace.FIRST_ELEMENT);
    }

    /// Ends the innermost object or array.
    ///
    /// @return this
    /// @throws IllegalStateException if none is open, or the last name has no value
    public JsonWriter end() {
        write(place.atEnd());
        place = outer.pop();
        return this;
    }

    /// Writes the name of a member; its value is next.
    ///
    /// @param name any text
    /// @return this
    /// @throws IllegalStateException unless directly in an object
    public JsonWriter name(String name) {
        write(place.beforeName());
        writeString(name);
        place = JsonPlace.MEMBER_VALUE;
        return this;
    }

    /// Writes a string.
    ///
    /// @param value any text; controls, U+2028, U+2029 and lone surrogates are escaped
    /// @return this
    /// @throws IllegalStateException if no value can stand here
    public JsonWriter value(String value) {
        write(place.beforeValue());
        writeString(value);
        place = place.afterValue();
        return this;
    }

    /// Writes an integer. Readers that know only doubles round it beyond ±2⁵³ (RFC 8259, section
    /// 6).
    ///
    /// @param value any
    /// @return this
    /// @throws IllegalStateException if no value can stand here
    public JsonWriter value(long value) {
        return literal(Long.toString(value));
    }

    /// Writes a number.
    ///
    /// @param value a finite one
    /// @return this
    /// @throws IllegalArgumentException if it is not finite: JSON has no such numbers
    /// @throws IllegalStateException if no value can stand here
    public JsonWriter value(double value) {
        return literal(number(value));
    }

    /// Writes `true` or `false`.
    ///
    /// @param value which
    /// @return this
    /// @throws IllegalStateException if no value can stand here
    public JsonWriter value(boolean value) {
        return literal(Boolean.toString(value));
    }

    /// Writes `null`.
    ///
    /// @return this
    /// @throws IllegalStateException if no value can stand here
    public JsonWriter nullValue() {
        return literal("null");
    }

    /// Writes a name and a string.
    ///
    /// @param name any text
    /// @param value any text
    /// @return this
    /// @throws IllegalStateException unless directly in an object
    public JsonWriter member(String name, String value) {
        return name(name).value(value);
    }

    /// Writes a name and an integer.
    ///
    /// @param name any text
    /// @param value any
    /// @return this
    /// @throws IllegalStateException unless directly in an object
    public JsonWriter member(String name, long value) {
        return name(name).value(value);
    }

    /// Writes a name and a number.
    ///
    /// @param name any text
    /// @param value a finite one
    /// @return this
    /// @throws IllegalArgumentException if it is not finite, and then nothing is written
    /// @throws IllegalStateException unless directly in an object
    public JsonWriter member(String name, double value) {
        String number = number(value);
        return name(name).literal(number);
    }

    /// Writes a name and `true` or `false`.
    ///
    /// @param name any text
    /// @param value which
    /// @return this
    /// @throws IllegalStateException unless directly in an object
    public JsonWriter member(String name, boolean value) {
        return name(name).value(value);
    }

    /// Makes sure that the text is complete.
    ///
    /// @throws IllegalStateException if nothing was written, or an end is missing
    public void finish() {
        if (place != JsonPlace.FINISHED) throw new IllegalStateException("incomplete: " + place);
    }

    private JsonWriter open(String bracket, JsonPlace inside) {
        write(place.beforeValue());
        write(bracket);
        outer.push(place.afterValue());
        place = inside;
        return this;
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) throw new IllegalArgumentException("not finite: " + value);
        return Double.toString(value);
    }

    private JsonWriter literal(String text) {
        write(place.beforeValue());
        write(text);
        place = place.afterValue();
        return this;
    }

    private void write(String text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeString(String text) {
        try {
            JsonString.write(text, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
