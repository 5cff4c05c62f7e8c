package pounce.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import pounce.api.error.ErrorCode;
import pounce.api.error.ParseException;

/// Undoes the encoding of one name or value of `application/x-www-form-urlencoded` (WHATWG URL,
/// section 5.1).
///
/// Browsers never send a broken escape, or one of octets that are no UTF-8; where the standard
/// would guess, this refuses: two readers of one query must not disagree.
final class FormDecoder {
    private FormDecoder() {}

    static String decode(String text) {
        return text.indexOf('%') < 0 ? text.replace('+', ' ') : unescape(text);
    }

    private static String unescape(String text) {
        var decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            char c = text.charAt(i);
            if (c == '%') {
                int end = endOfRun(text, i);
                decoded.append(utf8(octets(text, i, end)));
                i = end;
            } else {
                decoded.append(c == '+' ? ' ' : c);
                i++;
            }
        }
        return decoded.toString();
    }

    /// A character of several octets is several escapes, so that only a run of them can be decoded.
    private static int endOfRun(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) == '%') {
            end += 3;
        }
        return end;
    }

    private static byte[] octets(String text, int from, int end) {
        try {
            var octets = new byte[(end - from) / 3];
            for (int i = 0; i < octets.length; i++) {
                int escape = from + 3 * i;
                octets[i] = (byte) HexFormat.fromHexDigits(text, escape + 1, escape + 3);
            }
            return octets;
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            throw refusal("a percent escape without two hexadecimal digits", malformed);
        }
    }

    private static CharSequence utf8(byte[] octets) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
        } catch (CharacterCodingException malformed) {
            throw refusal("percent escapes that are not UTF-8", malformed);
        }
    }

    /// The text itself stays out of the message, and so out of logs: it may be a password.
    private static ParseException refusal(String what, Exception cause) {
        return new ParseException(ErrorCode.POUNCE_PARSE_PARAMETERS, what, cause);
    }
}
