package pounce.tests.field;

import java.util.List;
import pounce.api.field.JsonWriter;

/// A JSON text as a tree, to be written by the writer and read back by [JsonReader].
sealed interface Json {
    record Obj(List<Member> members) implements Json {}

    record Arr(List<Json> elements) implements Json {}

    record Str(String value) implements Json {}

    record Int(long value) implements Json {}

    record Num(double value) implements Json {}

    record Bool(boolean value) implements Json {}

    record Null() implements Json {}

    record Member(String name, Json value) {}

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
