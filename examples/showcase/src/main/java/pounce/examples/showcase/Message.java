package pounce.examples.showcase;

/// What `/json` says.
record Message(int id, String message, boolean ok, double score) {

    String toJson() {
        return "{\"id\":"
                + id
                + ",\"message\":"
                + quoted(message)
                + ",\"ok\":"
                + ok
                + ",\"score\":"
                + score
                + '}';
    }

    /// {@return the text as a string of RFC 8259, section 7}
    private static String quoted(String text) {
        var quoted = new StringBuilder(text.length() + 8).append('"');
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '"' || next == '\\') {
                quoted.append('\\').append(next);
            } else if (next < ' ') {
                quoted.append("\\u%04x".formatted((int) next));
            } else {
                quoted.append(next);
            }
        }
        return quoted.append('"').toString();
    }
}
