package pounce.tests.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import pounce.api.Headers;
import pounce.api.Request;
import pounce.api.Response;
import pounce.tests.grammar.Reading;

/// Any octets as what a client sends before it closes its side.
///
/// The connection ends; the application sees the requests that the reference sees, with their
/// content; and a strict client reads exactly the responses that these call for, in order.
public final class ConnectionFuzz {
    private ConnectionFuzz() {}

    /// One input.
    public static void fuzzerTestOneInput(byte[] octets) {
        int piece = 1 + new Random(new String(octets, ISO_8859_1).hashCode()).nextInt(64);
        check(octets, Integer.MAX_VALUE / 2);
        check(octets, piece);
    }

    static void check(byte[] octets, int piece) {
        var seen = new ArrayList<Seen>();
        var transport =
                Conversation.with(request -> answer(request, seen))
                        .hears(
                                ScriptedTransport.sends(
                                        octets, piece, ScriptedTransport.Then.CLOSE));

        var expected = Expected.of(new String(octets, ISO_8859_1));
        assertTrue(transport.isClosed());
        assertEquals(expected.seen(), seen);
        new Answers(transport.answer()).match(expected);
    }

    /// GET and HEAD leave content where it is, PUT streams it back, others return it.
    private static Response answer(Request request, List<Seen> seen) {
        if (Expected.leavesContent(request.method())) {
            seen.add(Seen.of(request, "", Headers.empty()));
            return Response.text("hello").header("x-target", request.rawPath());
        }
        var content = request.bytes();
        seen.add(Seen.of(request, new String(content, ISO_8859_1), request.trailers()));
        var type = "application/octet-stream";
        return request.method().equals("PUT")
                ? Response.stream(
                        type,
                        out -> {
                            out.write(content);
                            out.flush();
                        })
                : Response.bytes(type, content).header("x-target", request.rawPath());
    }

    /// The responses, as a strict client reads them.
    private static final class Answers {
        private final String text;
        private int at;

        Answers(String text) {
            this.text = text;
        }

        void match(Expected expected) {
            for (var request : expected.seen()) {
                var response = next(request.method());
                assertEquals(200, response.status());
                assertEquals(content(request), response.content());
            }
            boolean refused = refusal();
            assertEquals(text.length(), at, "a response that nobody asked for");
            assertFalse(refused && expected.end() == Expected.End.SERVED, "a refusal of nothing");
            assertFalse(!refused && expected.end() == Expected.End.REFUSED, "no refusal");
        }

        /// {@return whether there is a last response, which closes; a client that was told to go on
        /// may have left instead}
        private boolean refusal() {
            if (at == text.length()) {
                return false;
            }
            var response = whole("GET");
            if (response.status() == 100 && at == text.length()) {
                return false;
            }
            var refusal = response.status() == 100 ? whole("GET") : response;
            assertTrue(refusal.status() >= 400, () -> "status " + refusal.status());
            assertEquals(List.of("close"), refusal.all("connection"));
            return true;
        }

        private static String content(Seen request) {
            return switch (request.method()) {
                case "GET" -> "hello";
                case "HEAD" -> "";
                default -> request.content();
            };
        }

        /// Behind one interim response at most.
        private pounce.tests.grammar.Response next(String method) {
            var response = whole(method);
            if (response.status() != 100) {
                return response;
            }
            var last = whole(method);
            assertTrue(last.status() >= 200, "two interim responses");
            return last;
        }

        private pounce.tests.grammar.Response whole(String method) {
            if (pounce.tests.grammar.Response.read(method, text, at)
                    instanceof
                    Reading.Whole<pounce.tests.grammar.Response>(var response, int end)) {
                at = end;
                return response;
            }
            throw new AssertionError("no response at " + at + ": " + text);
        }
    }
}
