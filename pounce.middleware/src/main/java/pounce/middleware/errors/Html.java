package pounce.middleware.errors;

/// Text in HTML.
final class Html {
    private Html() {}

    /// {@return a text that means itself, between tags or in quotes}
    ///
    /// @param text any
    static String escape(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(isShown(c) ? c : '\ufffd');
            }
        }
        return escaped.toString();
    }

    /// Controls have no meaning in HTML but for white space.
    private static boolean isShown(char c) {
        return (c >= ' ' && c != 0x7f) || c == '\n' || c == '\t';
    }
}
