package pounce.api.multipart;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pounce.api.error.ErrorCode;
import pounce.api.field.Tokens;
import pounce.api.multipart.MultipartEvent.Begin;
import pounce.api.multipart.MultipartEvent.Refused;

/// The field section of one part while it arrives: lines that end with CRLF, up to an empty one.
final class PartFields {
    private static final int TYPICAL = 256;

    private final MultipartLimits limits;
    private byte[] octets = new byte[TYPICAL];
    private int count;
    private int line;

    PartFields(MultipartLimits limits) {
        this.limits = limits;
    }

    /// Takes one octet.
    ///
    /// @return a part, or what is wrong, once the section is whole or cannot become whole
    @Nullable MultipartEvent take(byte octet) {
        if (count == limits.fieldSection()) {
            return tooLarge("the fields of a part exceed limits.part-header-section");
        }
        boolean afterReturn = count > line && octets[count - 1] == '\r';
        if ((octet == '\n') != afterReturn)
            return malformed("a line of a part does not end with CRLF");
        if (count == octets.length) {
            octets = Arrays.copyOf(octets, Math.min(limits.fieldSection(), 2 * count));
        }
        octets[count++] = octet;
        if (octet != '\n') return null;
        boolean empty = count - line == 2;
        line = count;
        return empty ? parse() : null;
    }

    private MultipartEvent parse() {
        var text = new String(octets, 0, Math.max(0, count - 4), ISO_8859_1);
        count = 0;
        line = 0;
        var lines = new ArrayList<String>();
        for (var each : text.split("\r\n", -1)) {
            int colon = each.indexOf(':');
            if (colon < 0 || !Tokens.isToken(each.substring(0, colon))) {
                return malformed("a field of a part has no name");
            }
            var value = each.substring(colon + 1);
            if (!Tokens.isFieldValue(value))
                return malformed("a control character in a part's field");
            lines.add(each.substring(0, colon));
            lines.add(value.strip());
        }
        return begin(lines);
    }

    private MultipartEvent begin(List<String> lines) {
        if (!isPlain(values(lines, "content-transfer-encoding"))) {
            return malformed("a part has a transfer encoding (RFC 7578, section 4.7)");
        }
        if (values(lines, "content-type").size() > 1) return malformed("a part has two types");
        var dispositions = values(lines, "content-disposition");
        var disposition =
                dispositions.size() == 1
                        ? Disposition.parse(dispositions.getFirst())
                        : Optional.<Disposition>empty();
        return disposition
                .map(known -> begin(known, lines))
                .orElseGet(() -> malformed("a part without a Content-Disposition of forms"));
    }

    private MultipartEvent begin(Disposition disposition, List<String> lines) {
        var filename = disposition.filename();
        if (isTooLong(disposition.name()) || filename.filter(this::isTooLong).isPresent()) {
            return tooLarge("the name of a part exceeds limits.form-name");
        }
        var last = filename.map(Disposition::lastSegment).filter(name -> !name.isEmpty());
        return last.filter(name -> name.equals(".") || name.equals("..")).isPresent()
                ? malformed("a file that is called like a directory")
                : new Begin(new PartHead(disposition.name(), last, lines));
    }

    private boolean isTooLong(String name) {
        return name.getBytes(UTF_8).length > limits.name();
    }

    /// Encodings that change no octet; senders of forms use no other.
    private static boolean isPlain(List<String> encodings) {
        return encodings.stream()
                .allMatch(each ->
                        each.equalsIgnoreCase("binary")
                                || each.equalsIgnoreCase("8bit")
                                || each.equalsIgnoreCase("7bit"));
    }

    private static List<String> values(List<String> lines, String name) {
        var values = new ArrayList<String>();
        for (int i = 0; i < lines.size(); i += 2) {
            if (lines.get(i).equalsIgnoreCase(name)) values.add(lines.get(i + 1));
        }
        return values;
    }

    private static MultipartEvent malformed(String detail) {
        return new Refused(ErrorCode.POUNCE_PARSE_MULTIPART, detail);
    }

    private static MultipartEvent tooLarge(String detail) {
        return new Refused(ErrorCode.POUNCE_LIMIT_FORM_TOO_LARGE, detail);
    }
}
