package pounce.tests.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import pounce.api.Options;
import pounce.cli.log.Colours;
import pounce.cli.log.Entry;
import pounce.cli.log.JsonLines;
import pounce.cli.log.Levels;
import pounce.cli.log.Loggers;
import pounce.cli.log.TextLines;
import pounce.tests.field.JsonReader;

final class LogTest {
    private static final TextLines TEXT = new TextLines(ZoneOffset.UTC, Colours.NONE);
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00.123456Z");
    private static final Entry PLAIN =
            new Entry(
                    NOON,
                    Level.INFO,
                    "org.example.Shop",
                    "It opens",
                    List.of(new KeyValuePair("code", "A"), new KeyValuePair("count", 3)),
                    Optional.empty());

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Loggers loggers = new Loggers(() -> new PrintStream(out, false, UTF_8));

    private static String text(Entry entry) {
        var line = new StringBuilder();
        TEXT.write(entry, line);
        return line.toString();
    }

    private static String json(Entry entry) {
        var line = new StringBuilder();
        new JsonLines().write(entry, line);
        return line.toString();
    }

    @Test
    void isALineForPeople() {
        assertEquals("12:00:00.123 INFO  It opens code=A count=3 (Shop)", text(PLAIN));
    }

    @Test
    void isAnObjectForPrograms() {
        assertEquals(
                "{\"timestamp\":\"2026-11-30T12:00:00.123Z\",\"level\":\"info\",\"logger\":\"org.example.Shop\",\"message\":\"It opens\",\"facts\":{\"code\":\"A\",\"count\":3}}",
                json(PLAIN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-12-01T00:00:00.000Z",
                "2024-02-29T23:59:59.999Z",
                "1999-01-09T09:05:01.007Z",
                "1969-12-31T23:59:59.090Z"
            })
    void tellsTheTimeOfPrograms(String time) {
        var entry =
                new Entry(Instant.parse(time), Level.INFO, "a", "b", List.of(), Optional.empty());

        assertEquals(time, JsonReader.read(json(entry)).get("timestamp").text());
    }

    @Test
    void hasAStackTraceInOneField() {
        loggers.configure(new JsonLines(), Levels.of(List.of()));
        loggers.getLogger("a").warn("b {}", 1, new IllegalStateException("c\nd"));

        var lines = out.toString(UTF_8).lines().toList();
        assertEquals(1, lines.size());
        var json = JsonReader.read(lines.getFirst());
        assertEquals("b 1", json.get("message").text());
        var trace = json.get("exception").text();
        assertTrue(trace.startsWith("java.lang.IllegalStateException: c\nd\n"), trace);
        assertTrue(trace.contains("LogTest.java"), trace);
    }

    @Test
    void marksLevelsWithColours() {
        var line = new StringBuilder();
        new TextLines(ZoneOffset.UTC, Colours.ANSI).write(PLAIN, line);

        assertEquals(text(PLAIN), line.toString().replaceAll("\u001b\\[[0-9;]*m", ""));
        assertTrue(line.toString().contains("\u001b[32mINFO"), line.toString());
    }

    // ---------------------------------------------------------------- what strangers write

    /// Controls, line breaks and marks of direction more often than letters.
    private static Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                        Tuple.of(
                                3,
                                Arbitraries.of(
                                        '\n', '\r', '\t', '\u001b', '"', '\\', '\u0085', '\u2028',
                                        '\u202e', '{', '}', '\ud800', ' ')),
                        Tuple.of(2, Arbitraries.chars()),
                        Tuple.of(3, Arbitraries.chars().alpha()))
                .list()
                .ofMaxSize(30)
                .map(chars -> {
                    var text = new StringBuilder();
                    chars.forEach(text::append);
                    return text.toString();
                });
    }

    @Provide
    Arbitrary<Entry> entries() {
        var facts = Combinators.combine(texts(), texts()).as(KeyValuePair::new).list().ofMaxSize(3);
        var failures =
                texts().map(text ->
                                (Throwable)
                                        new IllegalStateException(
                                                text, new IllegalArgumentException(text)))
                        .optional();
        return Combinators.combine(Arbitraries.of(Level.class), texts(), texts(), facts, failures)
                .as((level, logger, message, pairs, failure) ->
                        new Entry(NOON, level, logger, message, pairs, failure));
    }

    @Property
    void isOneLineOfJsonWhateverItSays(@ForAll("entries") Entry entry) {
        var line = json(entry);

        assertTrue(line.chars().noneMatch(Character::isISOControl), line);
        assertEquals(1, line.lines().count());
        var json = JsonReader.read(line);
        assertEquals(entry.message(), json.get("message").text());
        assertEquals(entry.logger(), json.get("logger").text());
        assertEquals(entry.level().name(), json.get("level").text().toUpperCase(Locale.ROOT));
        assertEquals(
                entry.failure().isPresent(),
                json.members().stream().anyMatch(each -> each.name().equals("exception")));
        for (var fact : entry.facts()) {
            json.get("facts").get(fact.key);
        }
    }

    @Property
    void isOneEntryForPeopleWhateverItSays(@ForAll("entries") Entry entry) {
        var line = text(entry);

        assertTrue(line.startsWith("12:00:00.123 " + entry.level()), line);
        var rest = line.split("\n", -1);
        for (int i = 1; i < rest.length; i++) {
            assertTrue(rest[i].startsWith("    "), rest[i]);
        }
        assertEquals(entry.failure().isPresent(), rest.length > 1);
        assertTrue(
                line.codePoints()
                        .filter(c -> c != '\n')
                        .noneMatch(c ->
                                Character.isISOControl(c)
                                        || Character.getType(c) == Character.FORMAT
                                        || c == 0x2028
                                        || c == 0x2029),
                line);
    }

    // ---------------------------------------------------------------- levels

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    '' | org.example.Shop | INFO | DEBUG
                    debug | org.example.Shop | DEBUG | TRACE
                    debug,warn | org.example.Shop | WARN | INFO
                    org.example=trace | org.example.Shop | TRACE |
                    org.example=trace | org.example | TRACE |
                    org.example=trace | org.examples | INFO | DEBUG
                    error,org.example=info,org.example.Shop=debug | org.example.Shop | DEBUG | TRACE
                    error,org.example=info,org.example.Shop=debug | org.example.Shop.Till | DEBUG | TRACE
                    error,org.example=info,org.example.Shop=debug | org.example.Other | INFO | DEBUG
                    error,org.example=info | other | ERROR | WARN
                    off | other | | ERROR
                    """)
    void writesWhatIsWorthIt(
            String set, String logger, @Nullable Level least, @Nullable Level tooLittle) {
        var levels = Levels.of(Options.LOG_LEVEL.parse(set));

        if (least != null) assertTrue(levels.isWritten(logger, least));
        if (tooLittle != null) assertFalse(levels.isWritten(logger, tooLittle));
    }

    @ParameterizedTest
    @ValueSource(strings = {"loud", "INFO", "a=", "=info", "a=b=info", "info debug"})
    void takesNoLevelThatIsNone(String text) {
        assertThrows(IllegalArgumentException.class, () -> Options.LOG_LEVEL.parse(text));
    }

    @Test
    void tellsLoggersThatExistOfNewLevels() {
        var logger = loggers.getLogger("org.example.Shop");
        logger.debug("lost");
        loggers.configure(new JsonLines(), Levels.of(List.of("debug")));
        logger.atDebug().addKeyValue("n", 1).log("kept {}", 2);

        assertEquals("kept 2", JsonReader.read(out.toString(UTF_8).strip()).get("message").text());
    }
}
