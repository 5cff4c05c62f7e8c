package pounce.tests.grammar;

import java.util.regex.Pattern;

/// `host [ ":" port ]` (RFC 3986, section 3.2), letter by letter from its appendix A.
final class Authorities {
    private static final String H16 = "[0-9A-Fa-f]{1,4}";
    private static final String DEC_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9][0-9]|[0-9])";
    private static final String IPV4 = DEC_OCTET + "(?:\\." + DEC_OCTET + "){3}";
    private static final String LS32 = "(?:" + H16 + ":" + H16 + "|" + IPV4 + ")";
    private static final String IPV6 =
            ("(?:" + groups(6) + LS32)
                    + ("|::" + groups(5) + LS32)
                    + ("|" + before(0) + "::" + groups(4) + LS32)
                    + ("|" + before(1) + "::" + groups(3) + LS32)
                    + ("|" + before(2) + "::" + groups(2) + LS32)
                    + ("|" + before(3) + "::" + groups(1) + LS32)
                    + ("|" + before(4) + "::" + LS32)
                    + ("|" + before(5) + "::" + H16)
                    + ("|" + before(6) + "::)");
    private static final String REG_NAME =
            "[A-Za-z0-9._~!$&'()*+,;=-]*(?:%[0-9A-Fa-f]{2}[A-Za-z0-9._~!$&'()*+,;=-]*)*";

    /// No IPvFuture, which nobody has; no empty host, which http does not have (RFC 9110, section
    /// 4.2.1); five digits of a port.
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:\\[" + IPV6 + "\\]|(?=[^:])" + REG_NAME + ")(?::([0-9]{0,5}))?");

    private Authorities() {}

    static boolean isAuthority(String text) {
        var matcher = AUTHORITY.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            return false;
        }
        var port = matcher.group(1);
        return port == null || port.isEmpty() || Integer.parseInt(port) <= 65535;
    }

    /// `count( h16 ":" )`.
    private static String groups(int count) {
        return "(?:" + H16 + ":){" + count + "}";
    }

    /// `[ *count( h16 ":" ) h16 ]`.
    private static String before(int count) {
        return "(?:(?:" + H16 + ":){0," + count + "}" + H16 + ")?";
    }
}
