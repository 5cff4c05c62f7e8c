package pounce.tests.http1;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// Messages that are valid, nearly valid, or noise.
final class Messages {
    /// What parsers trip over, and a little of everything else.
    private static final String TRICKY =
            "\r\n\t :;,=\"\\/%?*#+-.0159afAFgGxX\0\u0001\u007f\u00e9\u00ff";

    private static final List<String> LINES =
            List.of(
                    "content-length: 5",
                    "Content-Length: 5",
                    "content-length: 18446744073709551616",
                    "transfer-encoding: chunked",
                    "Transfer-Encoding: gzip, chunked",
                    "transfer-encoding: chunked, identity",
                    "connection: close",
                    "Connection: keep-alive, x",
                    "expect: 100-continue",
                    "expect: x",
                    "host: b",
                    "x: y",
                    "X-Long: " + "z".repeat(70),
                    "x:",
                    " folded",
                    "cookie: a=b; c=\"d\"");

    private Messages() {}

    static Arbitrary<String> tokens() {
        return Arbitraries.strings()
                .withChars("!#$%&'*+-.^_`|~09AZaz")
                .ofMinLength(1)
                .ofMaxLength(8);
    }

    /// Field values without white space around them.
    static Arbitrary<String> values() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withCharRange('\u00a1', '\u00ff')
                .withChars('\t')
                .ofMaxLength(20)
                .map(String::strip);
    }

    static Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(0, 1 << 20).list().ofMaxSize(12);
    }

    /// Pipelined heads; what follows a whole one may be refused.
    static Arbitrary<String> heads() {
        var requestLines =
                Arbitraries.of(
                        "GET / HTTP/1.1",
                        "GET /a/../b?c=d HTTP/1.1",
                        "OPTIONS * HTTP/1.1",
                        "POST http://example.org/a HTTP/1.1",
                        "GET / HTTP/1.0",
                        "GET /%C3%A9 HTTP/1.1",
                        "GET /" + "a".repeat(60) + " HTTP/1.1",
                        "CONNECT a:80 HTTP/1.1",
                        "GET / HTTP/2.0");
        var lines = Arbitraries.of(LINES).list().ofMaxSize(5);
        return Combinators.combine(requestLines, lines, Arbitraries.of("", "", "\r\n"))
                .as((requestLine, fields, before) ->
                        before
                                + HeadReading.request(
                                        requestLine, "host: a", fields.toArray(String[]::new)))
                .list()
                .ofMaxSize(3)
                .map(list -> String.join("", list));
    }

    static Arbitrary<String> chunked() {
        var extensions =
                Arbitraries.of(
                        "",
                        "",
                        "",
                        ";a",
                        " ; a = b",
                        ";a=\"b\\\"c\"",
                        ";a=\"" + "b".repeat(999) + "\"");
        var chunks =
                Combinators.combine(noise(), extensions, Arbitraries.of("%x", "%X", "%04x"))
                        .as((data, extension, format) ->
                                data.isEmpty()
                                        ? ""
                                        : format.formatted(data.length())
                                                + extension
                                                + "\r\n"
                                                + data
                                                + "\r\n")
                        .list()
                        .ofMaxSize(5)
                        .map(list -> String.join("", list));
        var trailers = Arbitraries.of(LINES).list().ofMaxSize(3);
        return Combinators.combine(chunks, extensions, trailers, noise())
                .as((data, extension, lines, rest) ->
                        data
                                + "0"
                                + extension
                                + "\r\n"
                                + lines.stream()
                                        .map(line -> line + "\r\n")
                                        .reduce("", String::concat)
                                + "\r\n"
                                + rest);
    }

    /// Octets without a plan.
    static Arbitrary<String> noise() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(60),
                Arbitraries.strings().withChars(TRICKY).ofMaxLength(60));
    }

    /// Messages in which a few octets were lost, doubled, changed or put in.
    static Arbitrary<String> mutated(Arbitrary<String> messages) {
        return messages.flatMap(message ->
                mutation()
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(3)
                        .map(mutations -> {
                            var text = message;
                            for (var mutation : mutations) {
                                text = mutation.apply(text);
                            }
                            return text;
                        }));
    }

    private static Arbitrary<Mutation> mutation() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(0, 1 << 20),
                        Arbitraries.strings().withChars(TRICKY).ofLength(1))
                .as(Mutation::new);
    }

    private enum Kind {
        LOSE,
        DOUBLE,
        CHANGE,
        PUT_IN
    }

    private record Mutation(Kind kind, int place, String octet) {
        String apply(String text) {
            if (text.isEmpty()) {
                return octet;
            }
            int at = place % text.length();
            var before = text.substring(0, at);
            var here = text.substring(at, at + 1);
            var behind = text.substring(at + 1);
            return switch (kind) {
                case LOSE -> before + behind;
                case DOUBLE -> before + here + here + behind;
                case CHANGE -> before + octet + behind;
                case PUT_IN -> before + octet + here + behind;
            };
        }
    }
}
