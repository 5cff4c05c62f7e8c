package pounce.lifecycle.access;

import java.util.HexFormat;

/// How text from clients is written so that it stays in its place: no line breaks, nothing that a
/// terminal obeys, nothing that ends a quotation.
///
/// What is longer than a limit is cut off, and an ellipsis says so.
enum Escape {
    /// A string of JSON (RFC 8259, section 7), without its quotation marks, in UTF-8.
    JSON {
        @Override
        void special(int c, Line line) {
            switch (c) {
                case '"', '\\' -> {
                    line.octet('\\');
                    line.octet(c);
                }
                case '\n' -> line.ascii("\\n");
                case '\r' -> line.ascii("\\r");
                case '\t' -> line.ascii("\\t");
                default -> unicode(c, line);
            }
        }

        private void unicode(int c, Line line) {
            if (isVisible(c)) {
                utf8(c, line);
            } else {
                line.ascii("\\u");
                line.ascii(HexFormat.of().toHexDigits((char) c));
            }
        }
    },

    /// As the Common Log Format quotes: octets that are no visible US-ASCII become `\xHH`.
    QUOTED {
        @Override
        void special(int c, Line line) {
            if (c == '"' || c == '\\') {
                line.octet('\\');
                line.octet(c);
            } else {
                hexadecimal(c, line);
            }
        }
    },

    /// The same where white space ends a field.
    WORD {
        @Override
        boolean isPlain(int c) {
            return c != ' ' && super.isPlain(c);
        }

        @Override
        void special(int c, Line line) {
            hexadecimal(c, line);
        }
    };

    private static final byte[] ELLIPSIS = {'.', '.', '.'};

    /// The longest that one character becomes.
    private static final int WIDEST = 16;

    private static final boolean[] PLAIN = plain();

    private static boolean[] plain() {
        var plain = new boolean[0x80];
        for (char c = ' '; c < 0x7F; c++) {
            plain[c] = c != '"' && c != '\\';
        }
        return plain;
    }

    /// Adds a character that is not plain.
    abstract void special(int c, Line line);

    /// Adds text.
    ///
    /// @param limit octets that it may take
    void write(String text, int limit, Line line) {
        int length = text.length();
        if (length <= limit && isAllPlain(text)) {
            line.ascii(text);
        } else {
            writeSlowly(text, limit, line);
        }
    }

    private boolean isAllPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    boolean isPlain(int c) {
        return c < PLAIN.length && PLAIN[c];
    }

    private void writeSlowly(String text, int limit, Line line) {
        int left = limit;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int before = line.position();
            if (left < WIDEST) {
                line.octets(ELLIPSIS);
                return;
            }
            if (isPlain(c)) {
                line.octet(c);
            } else {
                special(c, line);
            }
            left -= line.position() - before;
            i += Character.charCount(c);
        }
    }

    /// Whether a character can be seen, and is one: no control, no break, no half of a pair.
    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    c > Character.MAX_VALUE; // an escape of JSON has no room for it
            default -> true;
        };
    }

    /// Each octet as `\xHH`.
    private static void hexadecimal(int c, Line line) {
        var octets = new Line();
        octets.begin(new byte[4], 0);
        utf8(c, octets);
        for (int i = 0; i < octets.end(); i++) {
            line.ascii("\\x");
            line.ascii(HexFormat.of().toHexDigits(octets.array()[i]));
        }
    }

    private static void utf8(int c, Line line) {
        if (c < 0x80) {
            line.octet(c);
        } else if (c < 0x800) {
            line.octet(0xC0 | (c >> 6));
            more(c, line);
        } else if (c < 0x10000) {
            line.octet(0xE0 | (c >> 12));
            more(c >> 6, line);
            more(c, line);
        } else {
            line.octet(0xF0 | (c >> 18));
            more(c >> 12, line);
            more(c >> 6, line);
            more(c, line);
        }
    }

    /// Adds six bits, in an octet that is not the first of its character.
    private static void more(int bits, Line line) {
        line.octet(0x80 | (bits & 0x3F));
    }
}
