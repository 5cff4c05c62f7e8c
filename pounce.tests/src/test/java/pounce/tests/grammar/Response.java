package pounce.tests.grammar;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A response as a client understands it that forgives nothing.
///
/// @param status 100 to 599
/// @param fields in order
/// @param content Latin-1
/// @param trailers all of them
/// @param isWhole false if only the end of the connection ended it
public record Response(
        int status, List<Field> fields, String content, List<Field> trailers, boolean isWhole) {
    private static final Limits NONE =
            new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    /// {@return the values of a field}
    ///
    /// @param name in lower case
    public List<String> all(String name) {
        return Fields.values(fields, name);
    }

    /// Reads a response (RFC 9112, section 6.3), interim ones too.
    ///
    /// @param method of the request
    /// @param from where it begins
    public static Reading<Response> read(String method, String text, int from) {
        int end = text.indexOf('\n', from) + 1;
        var line = Rules.STATUS_LINE.matcher(text.substring(from, Math.max(from, end)));
        if (!line.matches()
                || !(Fields.read(text, end, NONE)
                        instanceof Reading.Whole<List<Field>>(var fields, int behind))) {
            return new Reading.Refused<>();
        }
        return framed(method, Integer.parseInt(line.group(1)), fields, text, behind);
    }

    private static Reading<Response> framed(
            String method, int status, List<Field> fields, String text, int from) {
        var codings = Fields.values(fields, "transfer-encoding");
        var lengths = Fields.values(fields, "content-length");
        boolean neverHasContent = status < 200 || status == 204;
        if (codings.size() + lengths.size() > (neverHasContent ? 0 : 1)
                || Fields.values(fields, "connection").size() > 1) {
            return new Reading.Refused<>();
        }
        if (neverHasContent || status == 304 || method.equals("HEAD")) {
            return whole(status, fields, "", from);
        }
        if (!codings.isEmpty()) {
            return codings.getFirst().equals("chunked")
                    ? chunked(status, fields, text, from)
                    : new Reading.Refused<>();
        }
        if (lengths.isEmpty()) {
            var response = new Response(status, fields, text.substring(from), List.of(), false);
            return new Reading.Whole<>(response, text.length());
        }
        return decimal(lengths.getFirst())
                .filter(length -> length <= text.length() - from)
                .map(length -> whole(status, fields, text.substring(from, from + length), from))
                .orElseGet(Reading.Refused::new);
    }

    private static Optional<Integer> decimal(String text) {
        return text.matches("0|[1-9][0-9]{0,8}")
                ? Optional.of(Integer.parseInt(text))
                : Optional.empty();
    }

    private static Reading<Response> chunked(
            int status, List<Field> fields, String text, int from) {
        return Chunks.read(text, from, NONE)
                        instanceof Reading.Whole<Chunks>(Chunks(var data, var trailers), int end)
                ? new Reading.Whole<>(new Response(status, fields, data, trailers, true), end)
                : new Reading.Refused<>();
    }

    private static Reading<Response> whole(
            int status, List<Field> fields, String content, int from) {
        return new Reading.Whole<>(
                new Response(status, fields, content, List.of(), true), from + content.length());
    }

    /// {@return whether a name is that of a field which only the server may send}
    ///
    /// @param name in any case
    public static boolean isTheServers(String name) {
        return List.of("connection", "content-length", "keep-alive", "transfer-encoding")
                .contains(name.toLowerCase(Locale.ROOT));
    }
}
