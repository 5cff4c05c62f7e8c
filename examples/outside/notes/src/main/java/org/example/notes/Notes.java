package org.example.notes;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import pounce.api.Handler;
import pounce.api.Request;
import pounce.api.Response;

/// POST adds a note, GET reads them all.
public final class Notes implements Handler {
    private final List<String> notes = new CopyOnWriteArrayList<>();

    @Override
    public Response handle(Request request) {
        return switch (request.method()) {
            case "GET", "HEAD" -> Response.text(String.join("\n", notes));
            case "POST" -> add(request.text());
            default -> Response.of(405).header("allow", "GET, HEAD, POST");
        };
    }

    private Response add(String note) {
        if (note.isBlank()) throw new IllegalArgumentException("a note without a word");
        notes.add(note);
        return Response.of(204);
    }
}
