package pounce.examples.hello;

import pounce.api.Handler;
import pounce.api.Request;
import pounce.api.Response;

/// Greets whoever asks.
public final class Hello implements Handler {

    @Override
    public Response handle(Request request) {
        return Response.text("Hello, world\n");
    }
}
