package pounce.tests.grammar;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads requests as strictly as RFC 9110 and RFC 9112 let a server be.
///
/// Where they leave a choice: one empty line before a request line is forgiven, bare line feeds and
/// folds are not; Content-Length stands once; `chunked` is the only coding.
///
/// @param limits how large a head may be
public record RequestReader(Limits limits) {

    /// Reads a request with its content.
    ///
    /// @param from where it begins
    public Reading<Request> read(String text, int from) {
        return switch (head(text, from)) {
            case Reading.Whole<RequestHead>(var head, int end) -> content(head, text, end);
            case Reading.Partial<RequestHead>(boolean doomed) -> new Reading.Partial<>(doomed);
            case Reading.Refused<RequestHead>() -> new Reading.Refused<>();
        };
    }

    private Reading<Request> content(RequestHead head, String text, int from) {
        if (head.length() == RequestHead.CHUNKED) {
            return switch (chunks(text, from)) {
                case Reading.Whole<Chunks>(var chunks, int end) ->
                        new Reading.Whole<>(
                                new Request(head, chunks.data(), chunks.trailers()), end);
                case Reading.Partial<Chunks>(boolean doomed) -> new Reading.Partial<>(doomed);
                case Reading.Refused<Chunks>() -> new Reading.Refused<>();
            };
        }
        if (head.length() > text.length() - from) {
            return new Reading.Partial<>(false);
        }
        int end = from + (int) head.length();
        return new Reading.Whole<>(new Request(head, text.substring(from, end), List.of()), end);
    }

    /// Reads content in chunks; of its trailers, those that may be believed.
    public Reading<Chunks> chunks(String text, int from) {
        return switch (Chunks.read(text, from, limits)) {
            case Reading.Whole<Chunks>(Chunks(var data, var trailers), int end) ->
                    new Reading.Whole<>(new Chunks(data, Fields.trailers(trailers)), end);
            case Reading<Chunks> other -> other;
        };
    }

    /// Reads a head alone.
    ///
    /// @param from where it begins
    public Reading<RequestHead> head(String text, int from) {
        int start = text.startsWith("\r\n", from) ? from + 2 : from;
        int end = text.indexOf('\n', start) + 1;
        if (end == 0) {
            return partial(text.substring(start), start == from);
        }
        var line = Rules.REQUEST_LINE.matcher(text.substring(start, end));
        if (end - start - 2 > limits.requestLine() || !line.matches()) {
            return new Reading.Refused<>();
        }
        int minor = Math.min(1, Integer.parseInt(line.group(3))); // RFC 9110, section 2.5
        return switch (Fields.read(text, end, limits)) {
            case Reading.Whole<List<Field>>(var fields, int behind) ->
                    understood(line.group(1), line.group(2), minor, fields)
                            .<Reading<RequestHead>>map(head -> new Reading.Whole<>(head, behind))
                            .orElseGet(Reading.Refused::new);
            case Reading.Partial<List<Field>>(boolean doomed) -> new Reading.Partial<>(doomed);
            case Reading.Refused<List<Field>>() -> new Reading.Refused<>();
        };
    }

    private Reading<RequestHead> partial(String line, boolean mayBeEmpty) {
        if (line.length() - 1 > limits.requestLine()) {
            return new Reading.Refused<>();
        }
        boolean canGoOn =
                (mayBeEmpty && line.equals("\r")) || Rules.canMatch(Rules.REQUEST_LINE, line);
        return new Reading.Partial<>(!canGoOn);
    }

    private static Optional<RequestHead> understood(
            String method, String text, int minor, List<Field> fields) {
        var target =
                method.equals("CONNECT")
                        ? Optional.<Target>empty()
                        : TargetReader.read(method, text, false);
        var length = length(fields, minor);
        var expectation = String.join(",", Fields.values(fields, "expect"));
        boolean expects = expectation.equalsIgnoreCase("100-continue");
        var hosts = Fields.values(fields, "host");
        if (target.isEmpty()
                || length.isEmpty()
                || !isHost(hosts, minor)
                || !(expects || expectation.isEmpty())) {
            return Optional.empty();
        }
        var named = target.get().authority();
        return Optional.of(
                new RequestHead(
                        method,
                        target.get(),
                        minor,
                        named.isEmpty() ? String.join("", hosts) : named,
                        fields,
                        length.get(),
                        persists(fields, minor),
                        expects && minor == 1));
    }

    /// RFC 9112, section 3.2.
    private static boolean isHost(List<String> hosts, int minor) {
        if (hosts.isEmpty()) {
            return minor == 0;
        }
        var host = hosts.getFirst();
        return hosts.size() == 1 && (host.isEmpty() || Authorities.isAuthority(host));
    }

    /// RFC 9112, section 6.3.
    private static Optional<Long> length(List<Field> fields, int minor) {
        var codings = Fields.values(fields, "transfer-encoding");
        var lengths = Fields.values(fields, "content-length");
        if (!codings.isEmpty()) {
            boolean chunked = codings.size() == 1 && codings.getFirst().matches("(?i)chunked");
            return chunked && lengths.isEmpty() && minor == 1
                    ? Optional.of(RequestHead.CHUNKED)
                    : Optional.empty();
        }
        if (lengths.isEmpty()) {
            return Optional.of(0L);
        }
        var length = lengths.getFirst();
        return lengths.size() == 1 && length.matches("[0-9]{1,18}")
                ? Optional.of(Long.parseLong(length))
                : Optional.empty();
    }

    /// RFC 9112, section 9.3.
    private static boolean persists(List<Field> fields, int minor) {
        var options =
                Fields.values(fields, "connection").stream()
                        .flatMap(value -> Arrays.stream(value.split("[ \t]*,[ \t]*", -1)))
                        .toList();
        if (options.stream().anyMatch(option -> option.equalsIgnoreCase("close"))) {
            return false;
        }
        return minor == 1
                || options.stream().anyMatch(option -> option.equalsIgnoreCase("keep-alive"));
    }
}
