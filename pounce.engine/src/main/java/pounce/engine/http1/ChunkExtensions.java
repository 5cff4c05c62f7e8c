package pounce.engine.http1;

import org.jspecify.annotations.Nullable;
import pounce.api.field.Tokens;

/// Checks chunk extensions (RFC 9112, section 7.1.1) octet by octet; their meaning is nobody's.
///
/// ```text
///   *( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] )
/// ```
///
/// Strict, because what one reader takes for part of an extension, another takes for the end of the
/// line.
final class ChunkExtensions {
    private enum Place {
        BEFORE_SEMICOLON,
        BEFORE_NAME,
        NAME,
        AFTER_NAME,
        BEFORE_VALUE,
        TOKEN,
        QUOTED,
        ESCAPED
    }

    private Place place = Place.BEFORE_SEMICOLON;
    private boolean blankBefore;

    void begin() {
        place = Place.BEFORE_SEMICOLON;
        blankBefore = false;
    }

    /// {@return whether the line may end here; not behind white space, which belongs to nothing
    /// then}
    boolean mayEnd() {
        return !blankBefore
                && (place == Place.BEFORE_SEMICOLON || place == Place.NAME || place == Place.TOKEN);
    }

    /// {@return whether the grammar allows this octet here}
    boolean accept(byte octet) {
        boolean blank = Octets.isBlank(octet);
        var next =
                switch (place) {
                    case BEFORE_SEMICOLON, AFTER_NAME -> separator(octet, blank);
                    case BEFORE_NAME -> blank ? place : token(octet, Place.NAME);
                    case NAME -> blank ? Place.AFTER_NAME : nameOrSeparator(octet);
                    case BEFORE_VALUE -> value(octet, blank);
                    case TOKEN -> blank ? Place.BEFORE_SEMICOLON : tokenOrSemicolon(octet);
                    case QUOTED -> quoted(octet);
                    case ESCAPED -> isText(octet) ? Place.QUOTED : null;
                };
        blankBefore = blank && place != Place.QUOTED && place != Place.ESCAPED;
        if (next == null) {
            return false;
        }
        place = next;
        return true;
    }

    private @Nullable Place separator(byte octet, boolean blank) {
        if (blank) {
            return place;
        }
        if (octet == ';') {
            return Place.BEFORE_NAME;
        }
        return octet == '=' && place == Place.AFTER_NAME ? Place.BEFORE_VALUE : null;
    }

    private static @Nullable Place token(byte octet, Place inside) {
        return Tokens.isTchar(octet) ? inside : null;
    }

    private static @Nullable Place nameOrSeparator(byte octet) {
        return switch (octet) {
            case ';' -> Place.BEFORE_NAME;
            case '=' -> Place.BEFORE_VALUE;
            default -> token(octet, Place.NAME);
        };
    }

    private @Nullable Place value(byte octet, boolean blank) {
        if (blank) {
            return place;
        }
        return octet == '"' ? Place.QUOTED : token(octet, Place.TOKEN);
    }

    private static @Nullable Place tokenOrSemicolon(byte octet) {
        return octet == ';' ? Place.BEFORE_NAME : token(octet, Place.TOKEN);
    }

    private static @Nullable Place quoted(byte octet) {
        return switch (octet) {
            case '"' -> Place.BEFORE_SEMICOLON;
            case '\\' -> Place.ESCAPED;
            default -> isText(octet) ? Place.QUOTED : null;
        };
    }

    private static boolean isText(byte octet) {
        return octet == '\t' || octet < 0 || (octet >= ' ' && octet != 127);
    }
}
