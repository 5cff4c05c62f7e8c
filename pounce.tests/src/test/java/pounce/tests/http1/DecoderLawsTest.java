package pounce.tests.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import pounce.api.Headers;
import pounce.engine.http1.Framing;
import pounce.engine.http1.Head;
import pounce.engine.http1.HeadLimits;
import pounce.engine.message.RequestTarget;

/// What holds for any octets. The readings themselves hold decoders to more: that they never throw,
/// that each step gets on, and that no octet comes out that did not go in.
final class DecoderLawsTest {

    @Provide
    Arbitrary<String> heads() {
        return Messages.heads();
    }

    @Provide
    Arbitrary<String> nearHeads() {
        return Messages.mutated(Messages.heads());
    }

    @Provide
    Arbitrary<String> chunked() {
        return Messages.chunked();
    }

    @Provide
    Arbitrary<String> nearChunked() {
        return Messages.mutated(Messages.chunked());
    }

    @Provide
    Arbitrary<String> noise() {
        return Messages.noise();
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Messages.cuts();
    }

    /// Wide enough for all, or so tight that most of them are refused for their size.
    @Provide
    Arbitrary<HeadLimits> limits() {
        return Arbitraries.of(
                HeadReading.LIMITS,
                new HeadLimits(60, 100, 4),
                new HeadLimits(20, 60, 100),
                new HeadLimits(16, 1000, 2),
                new HeadLimits(1, 1, 1));
    }

    @Property
    void headsAreTheSameInAnyPieces(
            @ForAll("heads") String text,
            @ForAll("cuts") List<Integer> cuts,
            @ForAll("limits") HeadLimits limits) {
        headsAreTheSame(limits, text, cuts);
    }

    @Property
    void nearlyValidHeadsAreTheSameInAnyPieces(
            @ForAll("nearHeads") String text,
            @ForAll("cuts") List<Integer> cuts,
            @ForAll("limits") HeadLimits limits) {
        headsAreTheSame(limits, text, cuts);
    }

    @Property
    void noiseInsteadOfHeadsIsTheSameInAnyPieces(
            @ForAll("noise") String text,
            @ForAll("cuts") List<Integer> cuts,
            @ForAll("limits") HeadLimits limits) {
        headsAreTheSame(limits, text, cuts);
    }

    private static void headsAreTheSame(HeadLimits limits, String text, List<Integer> cuts) {
        var whole = HeadReading.of(limits, List.of(text));

        assertEquals(whole, HeadReading.of(limits, Wire.pieces(text, cuts)));
        assertEquals(whole, HeadReading.of(limits, Wire.dribble(text)));
        assertTrue(whole.used() <= text.length());
    }

    @Property
    void chunksAreTheSameInAnyPieces(
            @ForAll("chunked") String text,
            @ForAll("cuts") List<Integer> cuts,
            @ForAll("limits") HeadLimits limits) {
        contentIsTheSame(new Framing.Chunked(), limits, text, cuts);
    }

    @Property
    void nearlyValidChunksAreTheSameInAnyPieces(
            @ForAll("nearChunked") String text,
            @ForAll("cuts") List<Integer> cuts,
            @ForAll("limits") HeadLimits limits) {
        contentIsTheSame(new Framing.Chunked(), limits, text, cuts);
    }

    @Property
    void noiseInsteadOfChunksIsTheSameInAnyPieces(
            @ForAll("noise") String text,
            @ForAll("cuts") List<Integer> cuts,
            @ForAll("limits") HeadLimits limits) {
        contentIsTheSame(new Framing.Chunked(), limits, "1\r\n" + text, cuts);
        contentIsTheSame(new Framing.Chunked(), limits, "0\r\n" + text, cuts);
        contentIsTheSame(new Framing.Chunked(), limits, text, cuts);
    }

    @Property
    void contentOfALengthIsTheSameInAnyPieces(
            @ForAll("noise") String text, @ForAll("cuts") List<Integer> cuts) {
        for (long length : new long[] {0, 1, 10, 60, Long.MAX_VALUE}) {
            contentIsTheSame(new Framing.Length(length), HeadReading.LIMITS, text, cuts);
        }
    }

    private static void contentIsTheSame(
            Framing framing, HeadLimits limits, String text, List<Integer> cuts) {
        var whole = ContentReading.of(framing, limits, List.of(text));

        assertEquals(whole, ContentReading.of(framing, limits, Wire.pieces(text, cuts)));
        assertEquals(whole, ContentReading.of(framing, limits, Wire.dribble(text)));
        assertTrue(whole.data().length() + whole.rest().length() <= text.length());
    }

    /// A request as its sender means it, with blanks where the grammar lets it put some.
    record Sent(
            String method,
            String path,
            String query,
            int minorVersion,
            List<String> fields,
            String blanks) {

        String encoded() {
            var text = new StringBuilder(method).append(' ').append(path);
            text.append(query.isEmpty() ? "" : "?" + query).append(" HTTP/1.").append(minorVersion);
            text.append("\r\nhost: a\r\n");
            for (int i = 0; i < fields.size(); i += 2) {
                text.append(fields.get(i)).append(':').append(blanks);
                text.append(fields.get(i + 1)).append(blanks).append("\r\n");
            }
            return text.append("\r\n").toString();
        }
    }

    @Provide
    Arbitrary<Sent> sent() {
        var uri = "-._~!$&'()*+,;=:@azAZ09/";
        var path = Arbitraries.strings().withChars(uri).ofMaxLength(20).map(text -> "/a" + text);
        var query = Arbitraries.strings().withChars(uri + "?[]{}|^`\\").ofMaxLength(20);
        var fields =
                Combinators.combine(Messages.tokens(), Messages.values())
                        .as((name, value) -> List.of("x" + name, value))
                        .list()
                        .ofMaxSize(30)
                        .map(lines -> lines.stream().flatMap(List::stream).toList());
        return Combinators.combine(
                        Messages.tokens().map(token -> "X" + token),
                        path.filter(text -> !text.contains("/.")),
                        query,
                        Arbitraries.of(0, 1),
                        fields,
                        Arbitraries.of("", " ", "\t", " \t  "))
                .as(Sent::new);
    }

    @Property
    void aHeadIsReadAsItWasWritten(@ForAll("sent") Sent sent, @ForAll("cuts") List<Integer> cuts) {
        var reading = HeadReading.of(HeadReading.LIMITS, Wire.pieces(sent.encoded(), cuts));

        var target = new RequestTarget(sent.path(), sent.path(), sent.query(), "");
        var fields = Headers.of("host", "a");
        for (int i = 0; i < sent.fields().size(); i += 2) {
            fields = fields.plus(sent.fields().get(i), sent.fields().get(i + 1));
        }
        assertEquals(Optional.empty(), reading.refusal());
        var head = reading.heads().getFirst();
        assertEquals(sent.method(), head.method());
        assertEquals(target, head.target());
        assertEquals(sent.minorVersion(), head.minorVersion());
        assertEquals(fields, head.fields());
        assertEquals(new Framing.None(), head.framing());
        assertEquals(sent.encoded().length(), reading.used());
    }

    /// Two requests stay two requests whatever their fields say.
    @Property
    void pipelinedHeadsDecodeOneByOne(@ForAll("heads") String first, @ForAll("heads") String rest) {
        var alone = HeadReading.of(first);
        var both = HeadReading.of(first + rest);

        if (alone.refusal().isPresent()) {
            assertEquals(alone, both);
        } else {
            var behind = HeadReading.of(first.substring(alone.used()) + rest);
            assertEquals(concat(alone.heads(), behind.heads()), both.heads());
            assertEquals(behind.refusal(), both.refusal());
        }
    }

    private static List<Head> concat(List<Head> some, List<Head> others) {
        return java.util.stream.Stream.concat(some.stream(), others.stream()).toList();
    }

    /// What a head says is what the log and the application see: nothing in it can break a line.
    @Property
    void nothingThatIsLetInHasALineBreakOrNul(@ForAll("nearHeads") String text) {
        for (var head : HeadReading.of(text).heads()) {
            var said = new StringBuilder(head.method()).append(head.host());
            said.append(head.target().rawPath()).append(head.target().rawQuery());
            head.fields().forEach((name, value) -> said.append(name).append(value));

            assertTrue(said.chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0));
        }
    }
}
