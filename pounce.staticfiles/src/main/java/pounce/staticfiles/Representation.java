package pounce.staticfiles;

import java.io.IOException;
import java.time.Instant;
import pounce.api.Headers;
import pounce.api.HttpScope;
import pounce.api.ResponseBody;
import pounce.api.ResponseStart;
import pounce.api.Send;
import pounce.api.field.Preconditions;
import pounce.api.field.Validators;

/// One way in which a file can be sent, with all that its answers have in common: events that are
/// made once and sent each time.
final class Representation {
    private static final ResponseBody NOTHING = ResponseBody.end();

    private final String coding;
    private final long length;
    private final Validators validators;
    private final ResponseStart whole;
    private final ResponseStart headOnly;
    private final ResponseStart notModified;
    private final ResponseStart failed;
    private final Body body;

    /// @param coding its content coding
    /// @param length in octets
    /// @param fields of the 200, its validators among them
    /// @param validators the same
    /// @param common those of the fields that a 304 has as well
    Representation(
            String coding,
            long length,
            Headers fields,
            Validators validators,
            Headers common,
            Body body) {
        this.coding = coding;
        this.length = length;
        this.validators = validators;
        this.whole = new ResponseStart(200, fields);
        this.headOnly = whole.header("content-length", Long.toString(length));
        this.notModified = new ResponseStart(304, common);
        this.failed = new ResponseStart(412, common.without("etag").without("cache-control"));
        this.body = body;
    }

    /// {@return a content coding, or [AcceptEncoding#IDENTITY]}
    String coding() {
        return coding;
    }

    long length() {
        return length;
    }

    /// {@return how much memory its content takes, in octets}
    long weight() {
        return body instanceof Body.InMemory ? length : 0;
    }

    /// Answers a GET or HEAD. Ranges are the server's to answer.
    ///
    /// @param request whose conditions are evaluated
    /// @param send where the answer goes
    /// @return false if nothing was sent, because the file is another one by now
    /// @throws IOException if the file cannot be read
    boolean answer(HttpScope request, Send send) throws IOException {
        var outcome =
                hasConditions(request.headers())
                        ? Preconditions.of(request.headers()::all, Instant.now())
                                .evaluate(request.method(), validators)
                        : Preconditions.Outcome.PERFORM;
        return switch (outcome) {
            case PERFORM -> perform(request, send);
            case NOT_MODIFIED -> end(notModified, send);
            case FAILED -> end(failed, send);
        };
    }

    private static boolean hasConditions(Headers fields) {
        for (var name : Preconditions.names()) {
            if (fields.contains(name)) return true;
        }
        return false;
    }

    private boolean perform(HttpScope request, Send send) throws IOException {
        return switch (body) {
            case Body.InMemory(var event) -> {
                send.send(whole);
                send.send(event);
                yield true;
            }
            case Body.Opened opened ->
                    request.method().equals("HEAD")
                            ? end(headOnly, send)
                            : opened.send(whole, send);
        };
    }

    private static boolean end(ResponseStart start, Send send) {
        send.send(start);
        send.send(NOTHING);
        return true;
    }
}
