package pounce.engine.http1;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import pounce.api.field.Tokens;

/// Questions about octets that the decoders ask often.
final class Octets {
    private static final boolean[] TCHARS = tchars();
    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long SPACES = ' ' * ONES;
    private static final long DELETES = 127 * ONES;

    private Octets() {}

    /// {@return the first index from `at` whose octet is no tchar (RFC 9110, section 5.6.2), or
    /// `limit`}
    static int skipToken(byte[] octets, int at, int limit) {
        int i = at;
        while (i < limit && TCHARS[octets[i] & 0xff]) {
            i++;
        }
        return i;
    }

    /// {@return the first index from `at` whose octet is a control character, or `limit`}
    ///
    /// Eight octets at a time: subtracting 32 borrows from the high bit of every octet below 32
    /// that has none itself.
    static int skipText(byte[] octets, int at, int limit) {
        int i = at;
        while (i + Long.BYTES <= limit) {
            long word = (long) WORDS.get(octets, i);
            long deleted = word ^ DELETES;
            long found = (((word - SPACES) & ~word) | ((deleted - ONES) & ~deleted)) & HIGHS;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            i += Long.BYTES;
        }
        while (i < limit && !isControl(octets[i])) {
            i++;
        }
        return i;
    }

    /// {@return the first index from `at` that holds a line feed, or -1}
    static int indexOfLineFeed(byte[] octets, int at, int limit) {
        for (int i = at; i < limit; i++) {
            if (octets[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    /// {@return whether octets spell a lower-case text, without regard to their case}
    static boolean spell(byte[] octets, int from, int to, String lowerCase) {
        if (to - from != lowerCase.length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (lower(octets[i]) != lowerCase.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }

    static int lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet & 0xff;
    }

    private static boolean isControl(byte octet) {
        return (octet >= 0 && octet < ' ') || octet == 127;
    }

    private static boolean[] tchars() {
        var table = new boolean[256];
        for (int c = 0; c < 128; c++) {
            table[c] = Tokens.isTchar(c);
        }
        return table;
    }
}
