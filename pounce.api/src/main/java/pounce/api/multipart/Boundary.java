package pounce.api.multipart;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Optional;
import pounce.api.field.MediaRanges;

/// What stands between two parts (RFC 2046, section 5.1.1).
///
/// @param text without the dashes
public record Boundary(String text) {
    private static final int LONGEST = 70;
    private static final String OTHERS = "'()+_,-./:=? ";

    /// Reads the parameter of a Content-Type.
    ///
    /// @param contentTypes the values of all lines of the field
    /// @return empty unless there is one line, of `multipart/form-data` and with a boundary
    public static Optional<Boundary> of(List<String> contentTypes) {
        if (contentTypes.size() != 1) return Optional.empty();
        var types = MediaRanges.parse(contentTypes.getFirst()).ranges();
        if (types.size() != 1) return Optional.empty();
        var type = types.getFirst();
        return type.type().equals("multipart") && type.subtype().equals("form-data")
                ? Optional.ofNullable(type.parameters().get("boundary"))
                        .filter(Boundary::isBoundary)
                        .map(Boundary::new)
                : Optional.empty();
    }

    private static boolean isBoundary(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST
                && !text.endsWith(" ")
                && text.chars().allMatch(Boundary::isCharacter);
    }

    private static boolean isCharacter(int c) {
        return (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || OTHERS.indexOf(c) >= 0;
    }

    /// {@return the octets that end a part: CRLF, two dashes, the boundary}
    byte[] delimiter() {
        return ("\r\n--" + text).getBytes(US_ASCII);
    }
}
