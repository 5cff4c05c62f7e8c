package pounce.tests.grammar;

import java.util.regex.Pattern;

/// The rules of RFC 9110, section 5, and RFC 9112 that lines are made of, as patterns; they are
/// unrolled so that no pattern recurses with every character.
final class Rules {
    static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    static final String VCHAR = "\\x21-\\x7e\\x80-\\xff";
    static final String CRLF = "\r\n";

    /// `method SP request-target SP HTTP-version CRLF`.
    static final Pattern REQUEST_LINE =
            Pattern.compile("(" + TOKEN + ") ([\\x21-\\x7e]+) HTTP/1\\.([0-9])" + CRLF);

    /// `field-name ":" OWS field-value OWS CRLF`.
    static final Pattern FIELD_LINE =
            Pattern.compile(
                    "("
                            + TOKEN
                            + "):[ \t]*"
                            + ("((?:[" + VCHAR + "](?:[ \t" + VCHAR + "]*[" + VCHAR + "])?)?)")
                            + ("[ \t]*" + CRLF));

    /// `HTTP-version SP status-code SP [ reason-phrase ] CRLF`.
    static final Pattern STATUS_LINE =
            Pattern.compile("HTTP/1\\.1 ([1-5][0-9][0-9]) [ \t" + VCHAR + "]*" + CRLF);

    private static final String QDTEXT = "[\t \\x21\\x23-\\x5b\\x5d-\\x7e\\x80-\\xff]*";
    static final String QUOTED_STRING =
            "\"" + QDTEXT + "(?:\\\\[\t " + VCHAR + "]" + QDTEXT + ")*\"";

    /// `chunk-size [ chunk-ext ] CRLF`; fifteen digits at most.
    static final Pattern CHUNK_LINE =
            Pattern.compile(
                    "([0-9A-Fa-f]{1,15})"
                            + ("((?:[ \t]*;[ \t]*" + TOKEN)
                            + ("(?:[ \t]*=[ \t]*(?:" + TOKEN + "|" + QUOTED_STRING + "))?)*)")
                            + CRLF);

    private Rules() {}

    /// {@return whether a text is a match, or becomes one with more behind it}
    @SuppressWarnings("JdkObsolete") // there is no other way to ask whether more could help
    static boolean canMatch(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.matches() || matcher.hitEnd();
    }
}
