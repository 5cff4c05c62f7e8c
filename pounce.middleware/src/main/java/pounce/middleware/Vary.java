package pounce.middleware;

import pounce.api.Headers;
import pounce.api.field.Tokens;

/// `Vary` (RFC 9110, section 12.5.5): the request fields that another answer would depend on.
public final class Vary {
    private Vary() {}

    /// {@return fields of a response that say so}
    ///
    /// @param response what has been said so far; that stays
    /// @param names request fields, in lower case; those that are listed already are not added
    public static Headers on(Headers response, String... names) {
        var missing = new StringBuilder();
        for (var name : names) {
            if (!isListed(response, name)) {
                missing.append(missing.isEmpty() ? "" : ", ").append(name);
            }
        }
        return missing.isEmpty() ? response : response.plus("vary", missing.toString());
    }

    private static boolean isListed(Headers response, String name) {
        if (!response.contains("vary")) return false;
        for (var line : response.all("vary")) {
            for (var listed : Tokens.elements(line)) {
                if (listed.equals("*") || listed.equalsIgnoreCase(name)) return true;
            }
        }
        return false;
    }
}
