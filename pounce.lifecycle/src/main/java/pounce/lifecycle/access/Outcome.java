package pounce.lifecycle.access;

import java.util.Locale;
import pounce.api.event.ClientDisconnected;
import pounce.api.event.RequestEnded;
import pounce.api.event.ResponseAborted;
import pounce.api.event.ResponseCompleted;

/// What lines say about how requests end.
final class Outcome {
    /// What many servers write where a client did not wait for the response to begin.
    private static final int CLIENT_CLOSED_REQUEST = 499;

    private static final int SERVER_ERROR = 500;

    private Outcome() {}

    /// {@return the status that was sent; 499 or 500 where none was, for lack of a client or of an
    /// answer}
    static int status(RequestEnded end) {
        if (end.status() != 0) {
            return end.status();
        }
        return end instanceof ClientDisconnected ? CLIENT_CLOSED_REQUEST : SERVER_ERROR;
    }

    static boolean isServerError(int status) {
        return status >= SERVER_ERROR;
    }

    /// {@return how a request ended that did not end well; empty if it did}
    static String trouble(RequestEnded end) {
        return switch (end) {
            case ResponseCompleted _ -> "";
            case ClientDisconnected _ -> "client_disconnect";
            case ResponseAborted aborted -> aborted.reason().name().toLowerCase(Locale.ROOT);
        };
    }
}
