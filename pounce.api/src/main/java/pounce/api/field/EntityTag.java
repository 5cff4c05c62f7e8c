package pounce.api.field;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/// An entity tag (RFC 9110, section 8.8.3).
///
/// @param opaque what stands between the quotes: visible characters but `"`; a backslash is one of
///   them and escapes nothing
/// @param weak whether equal tags mean equivalent content only, not the same octets
public record EntityTag(String opaque, boolean weak) {
    /// In characters of six bits: two contents share a tag by chance only.
    private static final int DIGEST_LENGTH = 22;

    /// Checks the characters.
    ///
    /// @throws IllegalArgumentException if the opaque part has another character
    public EntityTag {
        if (!isOpaque(opaque)) throw new IllegalArgumentException("no text of an opaque-tag");
    }

    /// {@return a strong tag: it changes with every change of an octet}
    ///
    /// @param opaque what stands between the quotes
    /// @throws IllegalArgumentException if it cannot stand there
    public static EntityTag strong(String opaque) {
        return new EntityTag(opaque, false);
    }

    /// {@return a weak tag}
    ///
    /// @param opaque what stands between the quotes
    /// @throws IllegalArgumentException if it cannot stand there
    public static EntityTag weak(String opaque) {
        return new EntityTag(opaque, true);
    }

    /// {@return a strong tag that is made of content: the same octets have the same tag, on every
    /// machine}
    ///
    /// @param content read from position to limit, neither of which changes
    public static EntityTag of(ByteBuffer content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(content.duplicate());
            var text = Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
            return strong(text.substring(0, DIGEST_LENGTH));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible); // every JDK has it
        }
    }

    /// Reads one tag, such as `"xyzzy"` or `W/"xyzzy"`.
    ///
    /// @param text without whitespace around it
    /// @return empty unless it is one
    public static Optional<EntityTag> parse(String text) {
        boolean weak = text.startsWith("W/");
        int open = weak ? 2 : 0;
        int close = text.length() - 1;
        if (close <= open || text.charAt(open) != '"' || text.charAt(close) != '"') {
            return Optional.empty();
        }
        String opaque = text.substring(open + 1, close);
        return isOpaque(opaque) ? Optional.of(new EntityTag(opaque, weak)) : Optional.empty();
    }

    /// {@return whether both are strong and equal (strong comparison, RFC 9110, section 8.8.3.2)}:
    /// for ranges and `If-Match`.
    ///
    /// @param other the tag to compare with
    public boolean matchesStrongly(EntityTag other) {
        return !weak && !other.weak && opaque.equals(other.opaque);
    }

    /// {@return whether both are equal but for their strength (weak comparison, RFC 9110, section
    /// 8.8.3.2)}: for `If-None-Match`.
    ///
    /// @param other the tag to compare with
    public boolean matchesWeakly(EntityTag other) {
        return opaque.equals(other.opaque);
    }

    /// {@return the tag as it stands in a field}
    @Override
    public String toString() {
        return (weak ? "W/\"" : "\"") + opaque + '"';
    }

    private static boolean isOpaque(String text) {
        return Tokens.isFieldValue(text)
                && text.indexOf('"') < 0
                && text.indexOf(' ') < 0
                && text.indexOf('\t') < 0;
    }
}
