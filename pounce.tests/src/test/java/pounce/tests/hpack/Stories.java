package pounce.tests.hpack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pounce.tests.field.Json;
import pounce.tests.field.JsonReader;

/// What other encoders have made of real requests and responses: `hpack-test-case` of http2jp,
/// which lies beside a checkout, or where `POUNCE_CONFORMANCE` says.
final class Stories {
    private Stories() {}

    /// A block.
    ///
    /// @param wire in hexadecimal digits
    /// @param tableSize what the decoder allows by now
    /// @param fields that are in it
    record Block(String wire, int tableSize, List<Field> fields) {}

    /// {@return where they are, or would be}
    static Path folder() {
        var named = System.getenv("POUNCE_CONFORMANCE");
        return Path.of(Objects.requireNonNullElse(named, "../../shared/conformance"))
                .resolve("hpack");
    }

    /// {@return the files, one story each; none if they are not here}
    static List<Path> files() throws IOException {
        if (!Files.isDirectory(folder())) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder())) {
            return all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
    }

    /// {@return the blocks of one connection}
    static List<Block> read(Path file) throws IOException {
        var cases = (Json.Arr) member(JsonReader.read(compact(Files.readString(file))), "cases");
        return Objects.requireNonNull(cases).elements().stream().map(Stories::block).toList();
    }

    private static Block block(Json json) {
        var wire = (Json.Str) Objects.requireNonNull(member(json, "wire"));
        var size = (Json.Int) member(json, "header_table_size");
        var fields = new ArrayList<Field>();
        var headers = (Json.Arr) Objects.requireNonNull(member(json, "headers"));
        for (var header : headers.elements()) {
            var field = ((Json.Obj) header).members().getFirst();
            fields.add(new Field(field.name(), ((Json.Str) field.value()).value()));
        }
        return new Block(wire.value(), size == null ? Decoding.TABLE : (int) size.value(), fields);
    }

    private static @Nullable Json member(Json object, String name) {
        return ((Json.Obj) object)
                .members().stream()
                        .filter(each -> each.name().equals(name))
                        .map(Json.Member::value)
                        .findAny()
                        .orElse(null);
    }

    /// {@return a JSON text without the white space between its tokens}
    private static String compact(String text) {
        var compact = new StringBuilder();
        boolean inString = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString && c == '\\') {
                compact.append(c).append(text.charAt(++i));
                continue;
            }
            inString ^= c == '"';
            if (inString || c > ' ') {
                compact.append(c);
            }
        }
        return compact.toString();
    }
}
