package pounce.tests.grammar;

import java.util.List;

/// Reads content in chunks (RFC 9112, section 7.1).
///
/// @param data of all chunks
/// @param trailers all of them
public record Chunks(String data, List<Field> trailers) {
    /// In octets, with the CR behind them, for all chunks together.
    private static final int EXTENSIONS = 4096;

    /// Reads up to the last chunk and its trailers.
    static Reading<Chunks> read(String text, int from, Limits limits) {
        var data = new StringBuilder();
        int extensions = 0;
        int at = from;
        while (true) {
            int end = text.indexOf('\n', at) + 1;
            var line = end == 0 ? text.substring(at) : text.substring(at, end);
            var matcher = Rules.CHUNK_LINE.matcher(line);
            extensions += extension(line);
            if (extensions > EXTENSIONS) {
                return new Reading.Refused<>();
            }
            if (!matcher.matches()) {
                return end == 0 && Rules.canMatch(Rules.CHUNK_LINE, line)
                        ? new Reading.Partial<>(false)
                        : new Reading.Refused<>();
            }
            long size = Long.parseLong(matcher.group(1), 16);
            if (size == 0) {
                return last(data.toString(), Fields.read(text, end, limits));
            }
            if (size > text.length() - end) {
                return new Reading.Partial<>(false);
            }
            data.append(text, end, end + (int) size);
            at = end + (int) size;
            if (!text.startsWith("\r\n", at)) {
                return "\r\n".startsWith(text.substring(at))
                        ? new Reading.Partial<>(false)
                        : new Reading.Refused<>();
            }
            at += 2;
        }
    }

    /// {@return how long the extension is, as far as the line goes, without its end}
    private static int extension(String line) {
        var rest = line.replaceFirst("^[0-9A-Fa-f]*", "");
        return rest.replaceFirst("\r?\n?$", "").length();
    }

    private static Reading<Chunks> last(String data, Reading<List<Field>> trailers) {
        return switch (trailers) {
            case Reading.Whole<List<Field>>(var fields, int end) ->
                    new Reading.Whole<>(new Chunks(data, fields), end);
            case Reading.Partial<List<Field>>(boolean doomed) -> new Reading.Partial<>(doomed);
            case Reading.Refused<List<Field>>() -> new Reading.Refused<>();
        };
    }
}
