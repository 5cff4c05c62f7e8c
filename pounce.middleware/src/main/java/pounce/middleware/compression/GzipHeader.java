package pounce.middleware.compression;

import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// The header of one member (RFC 1952, section 2.3), octet by octet; what it says means nothing
/// here.
///
/// ```text
///   +---+---+---+---+---+---+---+---+---+---+========+======+=========+=======+
///   |x1f|x8b| 8 |FLG|     MTIME     |XFL|OS | EXTRA  | NAME | COMMENT | CRC16 |
///   +---+---+---+---+---+---+---+---+---+---+========+======+=========+=======+
/// ```
final class GzipHeader {
    private static final int HAS_CRC = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private enum Field {
        FIRST_MAGIC,
        SECOND_MAGIC,
        METHOD,
        FLAGS,
        TIME_AND_SYSTEM,
        EXTRA_LOW,
        EXTRA_HIGH,
        EXTRA,
        NAME,
        COMMENT,
        CRC_LOW,
        CRC_HIGH,
        END
    }

    private final CRC32 crc = new CRC32();
    private Field field = Field.FIRST_MAGIC;
    private int flags;
    private int left;
    private int expected;

    /// {@return whether not a single octet has come}
    boolean isUntouched() {
        return field == Field.FIRST_MAGIC;
    }

    boolean isWhole() {
        return field == Field.END;
    }

    /// {@return whether the octet may stand here}
    boolean take(byte octet) {
        int value = octet & 0xff;
        var next = after(value);
        if (next == null) return false;
        if (field != Field.CRC_LOW && field != Field.CRC_HIGH) {
            crc.update(value);
        }
        field = next;
        return true;
    }

    private @Nullable Field after(int value) {
        return switch (field) {
            case FIRST_MAGIC -> value == 0x1f ? Field.SECOND_MAGIC : null;
            case SECOND_MAGIC -> value == 0x8b ? Field.METHOD : null;
            case METHOD -> value == 8 ? Field.FLAGS : null;
            case FLAGS -> {
                flags = value;
                left = 6;
                yield (value & RESERVED) == 0 ? Field.TIME_AND_SYSTEM : null;
            }
            case TIME_AND_SYSTEM -> --left > 0 ? field : behindFixedPart();
            case EXTRA_LOW -> {
                left = value;
                yield Field.EXTRA_HIGH;
            }
            case EXTRA_HIGH -> {
                left |= value << 8;
                yield left > 0 ? Field.EXTRA : behindExtra();
            }
            case EXTRA -> --left > 0 ? field : behindExtra();
            case NAME -> value == 0 ? behindName() : field;
            case COMMENT -> value == 0 ? behindComment() : field;
            case CRC_LOW -> {
                expected = value;
                yield Field.CRC_HIGH;
            }
            case CRC_HIGH ->
                    (expected | (value << 8)) == (crc.getValue() & 0xffff) ? Field.END : null;
            case END -> null;
        };
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    private Field behindFixedPart() {
        return has(HAS_EXTRA) ? Field.EXTRA_LOW : behindExtra();
    }

    private Field behindExtra() {
        return has(HAS_NAME) ? Field.NAME : behindName();
    }

    private Field behindName() {
        return has(HAS_COMMENT) ? Field.COMMENT : behindComment();
    }

    private Field behindComment() {
        return has(HAS_CRC) ? Field.CRC_LOW : Field.END;
    }
}
