package pounce.engine.message;

/// IPv6 addresses as text (RFC 3986, section 3.2.2).
///
/// ```text
///   2001:db8:0:0:0:0:0:1     2001:db8::1     ::ffff:192.0.2.1
///   eight groups             :: for some     the last two as IPv4
/// ```
final class Ipv6Address {
    private static final int GROUPS = 8;
    private static final int NONE = -GROUPS - 1;

    private Ipv6Address() {}

    static boolean isValid(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == GROUPS;
        }
        int groups = groups(text.substring(0, gap), false) + groups(text.substring(gap + 2), true);
        return groups >= 0 && groups < GROUPS;
    }

    /// {@return how many groups these are, or [#NONE]}
    private static int groups(String text, boolean areLast) {
        if (text.isEmpty()) {
            return 0;
        }
        var groups = text.split(":", -1);
        int count = groups.length;
        if (areLast && isIpv4(groups[count - 1])) {
            groups[count - 1] = "0";
            count++;
        }
        for (var group : groups) {
            if (!isGroup(group)) {
                return NONE;
            }
        }
        return count <= GROUPS ? count : NONE;
    }

    private static boolean isGroup(String text) {
        return !text.isEmpty() && text.length() <= 4 && hasDigitsOnly(text, 16);
    }

    private static boolean isIpv4(String text) {
        var octets = text.split("\\.", -1);
        if (octets.length != 4) {
            return false;
        }
        for (var octet : octets) {
            if (!isDecimalOctet(octet)) {
                return false;
            }
        }
        return true;
    }

    /// 0 to 255; no leading zero, which some read as the sign of octal.
    private static boolean isDecimalOctet(String text) {
        return !text.isEmpty()
                && text.length() <= 3
                && (text.length() == 1 || text.charAt(0) != '0')
                && hasDigitsOnly(text, 10)
                && Integer.parseInt(text) <= 255;
    }

    private static boolean hasDigitsOnly(String text, int radix) {
        return text.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0);
    }
}
