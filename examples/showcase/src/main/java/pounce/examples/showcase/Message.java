package pounce.examples.showcase;

import pounce.api.field.JsonWriter;

/// What `/json` says.
record Message(int id, String message, boolean ok, double score) {
    /// Of most.
    private static final int LENGTH = 80;

    String toJson() {
        var json = new StringBuilder(LENGTH);
        JsonWriter.to(json)
                .object()
                .member("id", id)
                .member("message", message)
                .member("ok", ok)
                .member("score", score)
                .end()
                .finish();
        return json.toString();
    }
}
