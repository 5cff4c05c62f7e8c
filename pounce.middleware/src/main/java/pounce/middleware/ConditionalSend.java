package pounce.middleware;

import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import pounce.api.Headers;
import pounce.api.HttpScope;
import pounce.api.InterimResponse;
import pounce.api.LifespanStarted;
import pounce.api.RequestLimit;
import pounce.api.RequestTimeLimit;
import pounce.api.Response;
import pounce.api.ResponseBody;
import pounce.api.ResponseFile;
import pounce.api.ResponseStart;
import pounce.api.ResponseTrailers;
import pounce.api.Send;
import pounce.api.SendEvent;
import pounce.api.error.ErrorCode;
import pounce.api.error.PounceException;
import pounce.api.field.EntityTag;
import pounce.api.field.Preconditions;
import pounce.api.field.Validators;

/// One response to GET or HEAD, on its way past the conditions of its request.
///
/// The head waits for the first content, as it does in the server: if that is all of it, it can be
/// tagged. Any thread sends; the lock keeps events in order, and is held while the client is slow.
final class ConditionalSend implements Send {
    /// Conditions are about what would have been sent (RFC 9110, section 13.2.1), and that is a
    /// representation with this status only.
    private static final int EVALUATED = 200;

    private final HttpScope request;
    private final Send next;
    private final long most;
    private final ReentrantLock lock = new ReentrantLock();

    // Under the lock.
    private @Nullable ResponseStart held;
    private boolean answered;

    /// A response that has not begun.
    ///
    /// @param most how much content is tagged, in octets
    ConditionalSend(HttpScope request, Send next, long most) {
        this.request = request;
        this.next = next;
        this.most = most;
    }

    @Override
    public void send(SendEvent event) {
        switch (event) {
            case InterimResponse _, RequestLimit _, RequestTimeLimit _, LifespanStarted _ ->
                    next.send(event);
            case ResponseStart _, ResponseBody _, ResponseFile _, ResponseTrailers _ -> {
                lock.lock();
                try {
                    take(event);
                } finally {
                    lock.unlock();
                }
            }
        }
    }

    /// The application has returned: what it did not finish is the server's to judge.
    void release() {
        lock.lock();
        try {
            releaseHeld();
        } finally {
            lock.unlock();
        }
    }

    private void take(SendEvent event) {
        var start = held;
        if (answered) {
            return; // the client has it already
        }
        if (start == null && event instanceof ResponseStart head && head.status() == EVALUATED) {
            held = head;
            return;
        }
        if (start != null) {
            held = null;
            judge(event instanceof ResponseBody body ? tagged(start, body) : start);
        }
        if (!answered) {
            next.send(event);
        }
    }

    /// {@return the head, with a tag if all content is here and nobody has tagged it}
    private ResponseStart tagged(ResponseStart start, ResponseBody body) {
        // A handler that sends nothing to HEAD says nothing of what GET would get.
        boolean isWhole =
                body.last() && (body.data().hasRemaining() || request.method().equals("GET"));
        return isWhole && body.data().remaining() <= most && isKept(start.headers())
                ? start.header("etag", EntityTag.of(body.data()).toString())
                : start;
    }

    private static boolean isKept(Headers headers) {
        return !headers.contains("etag")
                && headers.all("cache-control").stream()
                        .noneMatch(line -> line.contains("no-store"));
    }

    /// Sends the head, or what a condition has in its place.
    private void judge(ResponseStart start) {
        var now = Instant.now();
        var current = Validators.parse(start.headers()::first, now);
        switch (Preconditions.of(request.headers()::all, now).evaluate(request.method(), current)) {
            case PERFORM -> next.send(start);
            case NOT_MODIFIED -> answer(notModified(start));
            case FAILED -> answer(Response.error(ErrorCode.POUNCE_PRECONDITION_FAILED));
        }
    }

    /// What is about the content that is not sent goes; the validators stay, for they may have
    /// changed (RFC 9110, section 15.4.5).
    private static Response notModified(ResponseStart start) {
        return Response.of(304)
                .headers(
                        start.headers()
                                .without(name ->
                                        name.startsWith("content-")
                                                && !name.equals("content-location")));
    }

    private void answer(Response response) {
        answered = true;
        try {
            response.sendTo(next);
        } catch (PounceException gone) {
            throw gone;
        } catch (Exception impossible) {
            throw new AssertionError(impossible); // there is no writer that could throw
        }
    }

    private void releaseHeld() {
        var start = held;
        if (start != null) {
            held = null;
            next.send(start);
        }
    }
}
