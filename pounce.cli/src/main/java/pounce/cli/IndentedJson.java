package pounce.cli;

/// JSON for people: a line for each member and element.
final class IndentedJson {
    private static final String STEP = "  ";

    private final StringBuilder out = new StringBuilder();
    private int depth;
    private boolean inString;
    private boolean escaped;

    private IndentedJson() {}

    /// {@return the same text with white space}
    ///
    /// @param json a JSON text without any
    static String of(CharSequence json) {
        var indented = new IndentedJson();
        for (int i = 0; i < json.length(); i++) {
            indented.add(json.charAt(i));
        }
        return indented.out.toString();
    }

    private void add(char c) {
        if (inString) {
            out.append(c);
            inString = escaped || c != '"';
            escaped = !escaped && c == '\\';
            return;
        }
        switch (c) {
            case '{', '[' -> {
                out.append(c);
                depth++;
                breakLine();
            }
            case '}', ']' -> {
                depth--;
                close(c);
            }
            case ',' -> {
                out.append(c);
                breakLine();
            }
            case ':' -> out.append(": ");
            default -> {
                inString = c == '"';
                out.append(c);
            }
        }
    }

    private void breakLine() {
        out.append('\n').repeat(STEP, depth);
    }

    /// What is empty stays on its line.
    private void close(char bracket) {
        int end = out.length();
        while (Character.isWhitespace(out.charAt(end - 1))) {
            end--;
        }
        char last = out.charAt(end - 1);
        if (last == '{' || last == '[') {
            out.setLength(end);
        } else {
            breakLine();
        }
        out.append(bracket);
    }
}
