package pounce.tests.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pounce.api.error.ErrorCode;
import pounce.engine.http1.Framing;
import pounce.engine.http1.HeadLimits;
import pounce.tests.grammar.Chunks;
import pounce.tests.grammar.Limits;
import pounce.tests.grammar.Reading;
import pounce.tests.grammar.Request;
import pounce.tests.grammar.RequestHead;
import pounce.tests.grammar.RequestReader;

/// Asserts that the engine and the reference take the same octets for the same.
///
/// A whole message is one for both, with the same meaning and the same end, and what the reference
/// refuses is refused. Where it wants more the engine may have refused already, but only if nothing
/// could have followed that makes a message of it.
record Agreement(HeadLimits limits) {

    private RequestReader reference() {
        return new RequestReader(
                new Limits(limits.requestLine(), limits.fieldSection(), limits.fieldLines()));
    }

    /// About heads, one behind the other.
    void onHeads(List<String> pieces) {
        var text = String.join("", pieces);
        var reading = HeadReading.of(limits, pieces);

        var heads = new ArrayList<RequestHead>();
        int at = 0;
        var last = reference().head(text, at);
        while (last instanceof Reading.Whole<RequestHead>(var head, int end)) {
            heads.add(head);
            at = end;
            last = reference().head(text, at);
        }
        assertEquals(heads, reading.heads().stream().map(Meanings::of).toList());
        assertEquals(at, reading.used());
        assertEnd(last, reading.refusal());
    }

    /// About whole requests, one behind the other; encoded anew they mean the same.
    void onRequests(List<String> pieces) {
        var text = String.join("", pieces);
        var reading = MessageReading.of(limits, pieces);

        var requests = new ArrayList<Request>();
        int at = 0;
        var last = reference().read(text, at);
        while (last instanceof Reading.Whole<Request>(var request, int end)) {
            requests.add(request);
            at = end;
            last = reference().read(text, at);
        }
        assertEquals(requests, reading.requests());
        assertEquals(at, reading.used());
        assertEnd(last, reading.refusal());
        assertMeansTheSameEncodedAnew(requests);
    }

    private static void assertMeansTheSameEncodedAnew(List<Request> requests) {
        var encoded = requests.stream().map(Request::encoded).toList();
        var text = String.join("", encoded);

        var again = MessageReading.of(new HeadLimits(1 << 20, 1 << 20, 1 << 10), encoded);

        assertEquals(new MessageReading(requests, Optional.empty(), text.length()), again);
    }

    /// About chunks.
    void onChunks(List<String> pieces) {
        var text = String.join("", pieces);
        var reading = ContentReading.of(new Framing.Chunked(), limits, pieces);

        var chunks = reference().chunks(text, 0);
        if (chunks instanceof Reading.Whole<Chunks>(Chunks(var data, var trailers), int end)) {
            assertTrue(reading.isWhole());
            assertEquals(data, reading.data());
            assertEquals(trailers, Meanings.of(reading.trailers()));
            assertEquals(text.substring(end), reading.rest());
        } else {
            assertFalse(reading.isWhole());
        }
        assertEnd(chunks, reading.refusal());
    }

    private static void assertEnd(Reading<?> reference, Optional<ErrorCode> refusal) {
        switch (reference) {
            case Reading.Whole<?> _ -> assertEquals(Optional.empty(), refusal);
            case Reading.Refused<?> _ -> assertTrue(refusal.isPresent(), "is let in");
            case Reading.Partial<?>(boolean doomed) ->
                    assertTrue(doomed || refusal.isEmpty(), () -> "is refused: " + refusal);
        }
    }
}
