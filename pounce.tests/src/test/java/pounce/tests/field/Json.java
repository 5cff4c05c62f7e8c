package pounce.tests.field;

import java.util.List;
import pounce.api.field.JsonWriter;

/// A JSON text as a tree, to be written by the writer and read back by [JsonReader].
public sealed interface Json {
    record Obj(List<Member> members) implements Json {}

    record Arr(List<Json> elements) implements Json {}

    record Str(String value) implements Json {
        @Override
        public String text() {
            return value;
        }
    }

    record Int(long value) implements Json {
        @Override
        public double number() {
            return value;
        }
    }

    record Num(double value) implements Json {
        @Override
        public double number() {
            return value;
        }
    }

    record Bool(boolean value) implements Json {}

    record Null() implements Json {}

    record Member(String name, Json value) {}

    /// {@return the value of a member of this object; the last, where there are several}
    default Json get(String name) {
        return members().stream()
                .filter(each -> each.name().equals(name))
                .map(Member::value)
                .reduce((_, last) -> last)
                .orElseThrow(() -> new AssertionError(name + " is not in " + this));
    }

    /// {@return the members of this object}
    default List<Member> members() {
        throw new AssertionError("no object: " + this);
    }

    /// {@return the elements of this array}
    default List<Json> elements() {
        throw new AssertionError("no array: " + this);
    }

    /// {@return this string}
    default String text() {
        throw new AssertionError("no string: " + this);
    }

    /// {@return this number}
    default double number() {
        throw new AssertionError("no number: " + this);
    }

    default void writeTo(JsonWriter writer) {
        switch (this) {
            case Obj(var members) -> {
                writer.object();
                for (Member member : members) member.value().writeTo(writer.name(member.name()));
                writer.end();
            }
            case Arr(var elements) -> {
                writer.array();
                for (Json element : elements) element.writeTo(writer);
                writer.end();
            }
            case Str(var value) -> writer.value(value);
            case Int(var value) -> writer.value(value);
            case Num(var value) -> writer.value(value);
            case Bool(var value) -> writer.value(value);
            case Null() -> writer.nullValue();
        }
    }
}
