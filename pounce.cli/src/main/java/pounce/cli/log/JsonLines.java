package pounce.cli.log;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import pounce.api.field.JsonWriter;

/// A JSON object for each line: `timestamp`, `level`, `logger`, `message`, then `facts` and
/// `exception` where there are such. The former are a contract. Facts are members of an object of
/// their own, so that none can pass for one of the others.
public final class JsonLines implements LineFormat {
    /// In milliseconds.
    private static final int DAY = 86_400_000;

    /// For all entries.
    public JsonLines() {}

    @Override
    public void write(Entry entry, StringBuilder line) {
        var json =
                JsonWriter.to(line)
                        .object()
                        .member("timestamp", text(entry.at()))
                        .member("level", entry.level().name().toLowerCase(Locale.ROOT))
                        .member("logger", entry.logger())
                        .member("message", entry.message());
        if (!entry.facts().isEmpty()) {
            writeFacts(json, entry);
        }
        if (entry.failure().isPresent()) {
            json.member("exception", entry.trace());
        }
        json.end().finish();
    }

    /// ISO 8601, to the millisecond. A formatter would take milliseconds of a start for its tables.
    private static String text(Instant at) {
        long milli = at.toEpochMilli();
        int time = Math.floorMod(milli, DAY);
        var text = new StringBuilder().append(LocalDate.ofEpochDay(Math.floorDiv(milli, DAY)));
        append('T', time / 3_600_000, 2, text);
        append(':', time / 60_000 % 60, 2, text);
        append(':', time / 1000 % 60, 2, text);
        append('.', time % 1000, 3, text);
        return text.append('Z').toString();
    }

    private static void append(char before, int number, int digits, StringBuilder text) {
        var shortest = Integer.toString(number);
        text.append(before).repeat('0', digits - shortest.length()).append(shortest);
    }

    /// Of several with one name the last counts, as readers of JSON have it.
    private static void writeFacts(JsonWriter json, Entry entry) {
        SequencedMap<String, Object> facts = new LinkedHashMap<>();
        entry.facts().forEach(fact -> facts.put(fact.key, fact.value));
        json.name("facts").object();
        facts.forEach((name, value) -> write(json.name(name), value));
        json.end();
    }

    private static void write(JsonWriter json, @Nullable Object value) {
        switch (value) {
            case null -> json.nullValue();
            case Boolean flag -> json.value(flag);
            case Integer number -> json.value(number);
            case Long number -> json.value(number);
            case Double number when Double.isFinite(number) -> json.value(number);
            default -> json.value(value.toString());
        }
    }
}
