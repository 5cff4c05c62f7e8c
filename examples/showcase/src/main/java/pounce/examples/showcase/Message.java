package pounce.examples.showcase;

import pounce.api.field.JsonWriter;

/// What `/json` says.
record Message(int id, String message, boolean ok, double score) {

    String toJson() {
        var text = new StringBuilder();
        JsonWriter.to(text)
                .object()
                .member("id", id)
                .member("message", message)
                .member("ok", ok)
                .member("score", score)
                .end()
                .finish();
        return text.toString();
    }
}
