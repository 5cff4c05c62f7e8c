package pounce.zstd;

import java.nio.ByteBuffer;

/// The beginning of a frame (RFC 8878, section 3.1.1.1), looked at before native code sees it: that
/// would take whatever memory a client asks for, and formats of old.
///
/// ```text
///   +----+----+----+----+------------+--------+------------+--------------+
///   | 28 | b5 | 2f | fd | descriptor | window | dictionary | content size |
///   +----+----+----+----+------------+--------+------------+--------------+
///                                     0 or 1   0, 1, 2, 4   0, 1, 2, 4, 8
/// ```
///
/// A frame whose descriptor says that it is a single segment has no window: it is all of the
/// content. A frame that is to be skipped (section 3.1.2) has its size behind its magic number.
final class FrameHeader {
    /// In octets, of a window that every decoder takes; no encoder may use a larger one (RFC 9659,
    /// section 3).
    static final long LARGEST_WINDOW = 8 << 20;

    private static final int MAGIC = 0xfd2fb528;
    private static final int SKIPPED_MAGIC = 0x184d2a50;
    private static final int MAGIC_SIZE = 4;

    private static final int SINGLE_SEGMENT = 0x20;
    private static final int RESERVED = 0x08;
    private static final int[] DICTIONARY_SIZES = {0, 1, 2, 4};

    private int count;
    private int magic;
    private int descriptor;
    private long dictionary;
    private long contentSize;
    private long window;
    private int whole = MAGIC_SIZE + 1;

    /// {@return whether not a single octet has come}
    boolean isUntouched() {
        return count == 0;
    }

    boolean isWhole() {
        return count == whole;
    }

    /// {@return the memory that the frame takes, in octets}
    long window() {
        return window;
    }

    /// Looks at octets up to the end of the header; those that were seen before are still there.
    ///
    /// @param in its position does not move
    /// @return whether this may be a frame
    boolean take(ByteBuffer in) {
        while (!isWhole() && in.position() + count < in.limit()) {
            if (!take(in.get(in.position() + count) & 0xff)) return false;
        }
        return true;
    }

    private boolean take(int octet) {
        int place = count++;
        if (place < MAGIC_SIZE) {
            magic |= octet << (8 * place);
            return place < MAGIC_SIZE - 1 || isKnown();
        }
        if (place == MAGIC_SIZE) {
            if (magic == MAGIC) {
                descriptor = octet;
                whole += windowSize() + dictionarySize() + contentSizeSize();
            }
        } else if (place < dictionaryPlace()) {
            window = window(octet);
        } else if (place < contentSizePlace()) {
            dictionary |= (long) octet << (8 * (place - dictionaryPlace()));
        } else {
            contentSize |= (long) octet << (8 * (place - contentSizePlace()));
        }
        return !isWhole() || isAllowed();
    }

    private boolean isKnown() {
        return magic == MAGIC || (magic & ~0xf) == SKIPPED_MAGIC;
    }

    private boolean isAllowed() {
        if (windowSize() == 0) {
            window = contentSize + (contentSizeSize() == 2 ? 256 : 0);
        }
        return (descriptor & RESERVED) == 0
                && dictionary == 0
                && window >= 0
                && window <= LARGEST_WINDOW;
    }

    /// Section 3.1.1.1.2.
    private static long window(int octet) {
        long base = 1L << (10 + (octet >> 3));
        return base + base / 8 * (octet & 7);
    }

    private boolean isSingleSegment() {
        return (descriptor & SINGLE_SEGMENT) != 0;
    }

    private int windowSize() {
        return magic != MAGIC || isSingleSegment() ? 0 : 1;
    }

    private int dictionarySize() {
        return DICTIONARY_SIZES[descriptor & 3];
    }

    private int contentSizeSize() {
        int flag = descriptor >> 6;
        return flag == 0 ? (isSingleSegment() ? 1 : 0) : 1 << flag;
    }

    private int dictionaryPlace() {
        return MAGIC_SIZE + 1 + windowSize();
    }

    private int contentSizePlace() {
        return dictionaryPlace() + dictionarySize();
    }
}
