package pounce.tests.field;

import java.util.ArrayList;

/// Reads the grammar of RFC 8259 to the letter, but without whitespace; fails on anything else.
public final class JsonReader {
    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /// {@return what a JSON text says}
    ///
    /// @param text one value
    public static Json read(String text) {
        var reader = new JsonReader(text);
        Json value = reader.value();
        reader.check(reader.at == text.length());
        return value;
    }

    private Json value() {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> new Json.Str(string());
            case 't' -> literal("true", new Json.Bool(true));
            case 'f' -> literal("false", new Json.Bool(false));
            case 'n' -> literal("null", new Json.Null());
            default -> number();
        };
    }

    private Json object() {
        var members = new ArrayList<Json.Member>();
        expect('{');
        while (peek() != '}') {
            if (!members.isEmpty()) expect(',');
            String name = string();
            expect(':');
            members.add(new Json.Member(name, value()));
        }
        expect('}');
        return new Json.Obj(members);
    }

    private Json array() {
        var elements = new ArrayList<Json>();
        expect('[');
        while (peek() != ']') {
            if (!elements.isEmpty()) expect(',');
            elements.add(value());
        }
        expect(']');
        return new Json.Arr(elements);
    }

    private String string() {
        var plain = new StringBuilder();
        expect('"');
        while (peek() != '"') {
            char c = next();
            check(c >= ' ');
            plain.append(c == '\\' ? escaped() : c);
        }
        expect('"');
        return plain.toString();
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                at += 4;
                yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            default -> throw new AssertionError("no escape: " + c);
        };
    }

    private Json number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) at++;
        String number = text.substring(start, at);
        check(number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?"));
        return number.matches("-?[0-9]+")
                ? new Json.Int(Long.parseLong(number))
                : new Json.Num(Double.parseDouble(number));
    }

    private Json literal(String word, Json value) {
        check(text.startsWith(word, at));
        at += word.length();
        return value;
    }

    private void expect(char c) {
        check(next() == c);
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    private char peek() {
        check(at < text.length());
        return text.charAt(at);
    }

    private void check(boolean holds) {
        if (!holds) throw new AssertionError("no JSON at " + at + ": " + text);
    }
}
