package pounce.engine.http1;

import java.util.Locale;
import pounce.api.field.Tokens;

/// The names in a Transfer-Encoding (RFC 9112, section 7).
final class TransferCodings {
    private TransferCodings() {}

    /// {@return whether every member is well-formed, and the last is chunked, once, after codings
    /// that this server does not have}
    static boolean areUnknown(String value) {
        var members = value.split(",", -1);
        for (int i = 0; i < members.length; i++) {
            var name = members[i].strip().toLowerCase(Locale.ROOT);
            boolean last = i == members.length - 1;
            if (!Tokens.isToken(name) || name.equals("chunked") != last) {
                return false;
            }
        }
        return true;
    }
}
