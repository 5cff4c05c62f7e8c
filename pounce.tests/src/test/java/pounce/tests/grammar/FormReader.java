package pounce.tests.grammar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import pounce.api.error.ErrorCode;

/// Reads `multipart/form-data` with all of it at hand: by RFC 2046, section 5.1.1, and RFC 7578,
/// and refuses what they leave to guesses.
public final class FormReader {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern LINE = Pattern.compile("(" + TOKEN + "):([\t -~\u0080-\u00ff]*)");
    private static final Pattern FORM_DATA = Pattern.compile("(?i)form-data[ \t]*");
    private static final Pattern PARAMETER =
            Pattern.compile(
                    ";[ \t]*("
                            + TOKEN
                            + ")=(?:("
                            + TOKEN
                            + ")|\"((?:\\\\[\"\\\\]|[^\"])*+)\")[ \t]*");
    private static final Pattern BEHIND = Pattern.compile("(--(?:[ \t\r]|\\z))|[ \t]{0,100}\r\n");

    private final String text;
    private final String delimiter;
    private final Form.Limits limits;
    private final List<Form.Head> heads = new ArrayList<>();
    private final List<String> contents = new ArrayList<>();

    private FormReader(String text, String boundary, Form.Limits limits) {
        this.text = text;
        this.delimiter = "\r\n--" + boundary;
        this.limits = limits;
    }

    /// {@return what it means}
    public static Form read(String text, String boundary, Form.Limits limits) {
        var reader = new FormReader(text, boundary, limits);
        var refusal = reader.read();
        return new Form(reader.heads, reader.contents, refusal);
    }

    private Optional<ErrorCode> read() {
        int place = delimiterFrom(0);
        while (true) {
            if (place < 0) return malformed();
            var behind = BEHIND.matcher(text).region(place, text.length());
            if (!behind.lookingAt()) return malformed();
            if (!heads.isEmpty()) contents.add(content);
            if (behind.group(1) != null) return Optional.empty();
            if (heads.size() == limits.parts()) return tooLarge();
            int fields = behind.end();
            int end = endOfFields(fields);
            if (end < 0) return end == MALFORMED ? malformed() : tooLarge();
            var lines = lines(text.substring(fields, end));
            if (lines.isEmpty()) return malformed();
            var refusal = head(lines.get());
            if (refusal.isPresent()) return refusal;
            place = delimiterFrom(end);
            if (place == TOO_LARGE) return tooLarge();
        }
    }

    private static final int MALFORMED = -1;
    private static final int TOO_LARGE = -2;

    private String content = "";

    /// {@return the place behind the next delimiter, whose CRLF may end what stands before}
    private int delimiterFrom(int start) {
        int at = ("\r\n" + text.substring(start)).indexOf(delimiter);
        boolean inPart = !heads.isEmpty();
        if (at < 0) {
            // what cannot be the beginning of a delimiter is content
            int most = text.length() - start;
            for (int held = Math.min(delimiter.length() - 1, most); held > 0; held--) {
                if (text.endsWith(delimiter.substring(0, held))) {
                    most -= held;
                    break;
                }
            }
            boolean whole = delimiter.startsWith("\r\n" + text.substring(start));
            return inPart && !whole && most > limits.part() ? TOO_LARGE : MALFORMED;
        }
        content = text.substring(start, start + Math.max(0, at - 2));
        if (inPart && content.length() > limits.part()) return TOO_LARGE;
        return start + at - 2 + delimiter.length();
    }

    /// Octet by octet: the section may become too large before it becomes malformed.
    private int endOfFields(int start) {
        for (int i = start; i < text.length(); i++) {
            if (i - start == limits.fields()) return TOO_LARGE;
            boolean afterReturn = i > start && text.charAt(i - 1) == '\r';
            if ((text.charAt(i) == '\n') != afterReturn) return MALFORMED;
            var section = text.substring(start, i + 1);
            if (section.equals("\r\n") || section.endsWith("\r\n\r\n")) return i + 1;
        }
        return MALFORMED;
    }

    private static Optional<List<String>> lines(String section) {
        var lines = new ArrayList<String>();
        for (var line : section.substring(0, Math.max(0, section.length() - 4)).split("\r\n", -1)) {
            var matcher = LINE.matcher(line);
            if (!matcher.matches()) return Optional.empty();
            lines.add(matcher.group(1));
            lines.add(matcher.group(2).strip());
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(lines);
    }

    private Optional<ErrorCode> head(List<String> lines) {
        var encodings = values(lines, "content-transfer-encoding");
        if (!encodings.stream().allMatch(value -> value.matches("(?i)binary|8bit|7bit"))) {
            return malformed();
        }
        var dispositions = values(lines, "content-disposition");
        if (dispositions.size() != 1 || values(lines, "content-type").size() > 1) {
            return malformed();
        }
        var value = dispositions.getFirst();
        var type = FORM_DATA.matcher(value);
        if (!type.lookingAt()) return malformed();
        var parameters = new HashMap<String, String>();
        int place = type.end();
        while (place < value.length()) {
            var parameter = PARAMETER.matcher(value).region(place, value.length());
            if (!parameter.lookingAt()) return malformed();
            var plain =
                    parameter.group(2) != null
                            ? parameter.group(2)
                            : parameter.group(3).replaceAll("\\\\([\"\\\\])", "$1");
            var name = parameter.group(1).toLowerCase(Locale.ROOT);
            if (parameters.put(name, plain) != null) return malformed();
            place = parameter.end();
        }
        if (!parameters.containsKey("name") || parameters.containsKey("filename*")) {
            return malformed();
        }
        var name = decoded(parameters.get("name"));
        var filename = decoded(parameters.getOrDefault("filename", ""));
        if (name.isEmpty() || filename.isEmpty()) return malformed();
        if (isLong(name.get()) || isLong(filename.get())) return tooLarge();
        var last = filename.get().replaceAll("(?s).*[/\\\\]", "");
        if (last.equals(".") || last.equals("..")) return malformed();
        heads.add(new Form.Head(name.get(), Optional.of(last).filter(s -> !s.isEmpty()), lines));
        return Optional.empty();
    }

    private boolean isLong(String name) {
        return name.getBytes(UTF_8).length > limits.name();
    }

    private static Optional<String> decoded(String latin1) {
        try {
            var octets = ByteBuffer.wrap(latin1.getBytes(ISO_8859_1));
            return Optional.of(UTF_8.newDecoder().decode(octets).toString().replace("%22", "\""));
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    private static List<String> values(List<String> lines, String name) {
        var values = new ArrayList<String>();
        for (int i = 0; i < lines.size(); i += 2) {
            if (lines.get(i).equalsIgnoreCase(name)) values.add(lines.get(i + 1));
        }
        return values;
    }

    private static Optional<ErrorCode> malformed() {
        return Optional.of(ErrorCode.POUNCE_PARSE_MULTIPART);
    }

    private static Optional<ErrorCode> tooLarge() {
        return Optional.of(ErrorCode.POUNCE_LIMIT_FORM_TOO_LARGE);
    }
}
