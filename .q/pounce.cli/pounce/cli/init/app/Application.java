package @module@;

import pounce.api.Handler;
import pounce.api.Request;
import pounce.api.Response;

/// Answers requests. Each has a virtual thread of its own: what is done here may block.
public final class Application implements Handler {

    @Override
    public Response handle(Request request) {
        return switch (request.path()) {
            case "/" -> greeting(request.query().first("name").orElse("world"));
            default -> Response.text("There is nothing here.\n").status(404);
        };
    }

    private static Response greeting(String name) {
        return Response.text("Hello, " + name + "\n");
    }
}
