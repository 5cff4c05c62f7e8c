package pounce.middleware.compression;

import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import pounce.api.Headers;
import pounce.api.HttpScope;
import pounce.api.InterimResponse;
import pounce.api.LifespanStarted;
import pounce.api.RequestLimit;
import pounce.api.RequestTimeLimit;
import pounce.api.ResponseBody;
import pounce.api.ResponseFile;
import pounce.api.ResponseStart;
import pounce.api.ResponseTrailers;
import pounce.api.Send;
import pounce.api.SendEvent;
import pounce.api.error.DisconnectException;
import pounce.api.error.ErrorCode;
import pounce.api.field.AcceptEncoding;
import pounce.api.spi.ContentCoding;

/// Codes one response on its way out.
///
/// The head waits for the first content, as it does in the server, because that tells how much
/// there is. Any thread sends; the lock keeps events in order, and is held while the client is
/// slow.
final class CodingSend implements Send {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final long UNKNOWN = -1;

    /// How far the response has come.
    private enum State {
        /// Nothing was said yet.
        EXPECTED,
        /// The head waits for the first content.
        HELD,
        /// All is sent as it comes.
        PLAIN,
        /// Content is coded.
        CODED,
        /// The head says that content is coded; there is none, for the method is HEAD.
        HEAD_ONLY,
        /// The exchange is over.
        OVER
    }

    private final HttpScope request;
    private final Send next;
    private final Choice.Other choice;
    private final Compression compression;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile State state = State.EXPECTED;

    // Under the lock.
    private @Nullable ResponseStart held;
    private @Nullable Coder coder;

    CodingSend(HttpScope request, Send next, Choice.Other choice, Compression compression) {
        this.request = request;
        this.next = next;
        this.choice = choice;
        this.compression = compression;
    }

    @Override
    public void send(SendEvent event) {
        if (state == State.PLAIN) {
            next.send(event);
            return;
        }
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new DisconnectException("interrupted while waiting to send");
        }
        try {
            take(event);
        } finally {
            lock.unlock();
        }
    }

    private void take(SendEvent event) {
        if (state == State.OVER) throw new DisconnectException("the exchange is over");
        switch (event) {
            case ResponseStart start -> start(start);
            case ResponseBody body -> content(body);
            case ResponseFile file -> content(file);
            case ResponseTrailers trailers -> trailers(trailers);
            case InterimResponse _, RequestLimit _, RequestTimeLimit _, LifespanStarted _ ->
                    next.send(event);
        }
    }

    // ---------------------------------------------------------------- the head

    /// A head that waits may still be replaced, by the answer to a failure.
    private void start(ResponseStart start) {
        if (state != State.EXPECTED && state != State.HELD) {
            next.send(start); // refuses it
            return;
        }
        held = null;
        if (start.status() == 304) {
            pass(CodedHead.notModified(start, request.headers().all("if-none-match")));
        } else if (!mayBeCoded(start) || CodedHead.isUntouchable(start)) {
            pass(start);
        } else {
            held = start;
            state = State.HELD;
        }
    }

    private void pass(ResponseStart start) {
        next.send(start);
        state = State.PLAIN;
    }

    private boolean mayBeCoded(ResponseStart start) {
        return switch (choice) {
            case Choice.Coded(_, _, var identityToo) ->
                    !identityToo || compression.settings().shrinks(start);
            case Choice.Nothing _ -> true;
        };
    }

    // ---------------------------------------------------------------- content

    private void content(ResponseBody body) {
        var start = held;
        if (start != null && isAskedForInParts(start)) {
            pass(CodedHead.varying(start));
        } else if (start != null) {
            long size = body.last() ? body.data().remaining() : declared(start);
            if (decide(start, size) == State.CODED) {
                first(start, body);
                return;
            }
        }
        switch (state) {
            case CODED -> coder().send(body.data().duplicate(), body.last());
            case HEAD_ONLY -> next.send(new ResponseBody(NOTHING, body.last()));
            default -> next.send(body);
        }
    }

    private void first(ResponseStart start, ResponseBody body) {
        var source = body.data().duplicate();
        if (!body.last()) {
            sendHead(start);
            coder().send(source, false);
        } else if (coder().fit(source) < body.data().remaining() || isForced()) {
            sendHead(start);
            coder().sendWhole(source);
        } else {
            endCoder(); // it has not become less
            pass(CodedHead.varying(start));
            next.send(body);
        }
    }

    /// Parts are for the server to find, of content as it is.
    private boolean isAskedForInParts(ResponseStart start) {
        return request.headers().contains("range")
                && start.headers().first("accept-ranges").filter("bytes"::equals).isPresent();
    }

    private void content(ResponseFile file) {
        var start = held;
        if (start != null && request.headers().contains("range")) {
            pass(CodedHead.varying(start));
        } else if (start != null
                && decide(start, file.last() ? file.length() : declared(start)) == State.CODED) {
            sendHead(start);
        }
        switch (state) {
            case CODED -> coder().send(file);
            case HEAD_ONLY -> next.send(new ResponseBody(NOTHING, file.last()));
            default -> next.send(file);
        }
    }

    private static long declared(ResponseStart start) {
        try {
            return start.headers().first("content-length").map(Long::parseLong).orElse(UNKNOWN);
        } catch (NumberFormatException _) {
            return UNKNOWN; // the server refuses it
        }
    }

    private void trailers(ResponseTrailers trailers) {
        var start = held;
        if (start != null) {
            pass(CodedHead.varying(start));
        } else if (state == State.CODED) {
            coder().finish();
        }
        next.send(trailers);
    }

    // ---------------------------------------------------------------- the decision

    /// Decides, with the first content, what becomes of the response.
    ///
    /// @param size of all content in octets, if it is known
    /// @return the state; unless content is to be coded, the head is sent
    private State decide(ResponseStart start, long size) {
        held = null;
        if (choice instanceof Choice.Coded coded && isWorthIt(size)) {
            if (request.method().equals("HEAD")) {
                sendHead(start);
                state = State.HEAD_ONLY;
            } else if (compression.begin()) {
                code(coded.coding(), size);
            }
        } else if (choice instanceof Choice.Nothing) {
            refuse(start, size);
        }
        if (state == State.HELD) {
            pass(CodedHead.varying(start));
        }
        return state;
    }

    private boolean isWorthIt(long size) {
        return size < 0 || size >= compression.settings().smallest() || (size > 0 && isForced());
    }

    private boolean isForced() {
        return choice instanceof Choice.Coded(_, _, var identityToo) && !identityToo;
    }

    private void code(ContentCoding coding, long size) {
        try {
            coder = new Coder(coding.encoder(), next, size);
            state = State.CODED;
        } finally {
            if (coder == null) {
                compression.ended();
            }
        }
    }

    private void sendHead(ResponseStart start) {
        var name = choice instanceof Choice.Coded coded ? coded.name() : AcceptEncoding.IDENTITY;
        next.send(CodedHead.coded(start, name));
    }

    /// Answers 406 in place of a representation that the client does not take (RFC 9110, section
    /// 12.5.3). What cannot be undone is told in any coding.
    private void refuse(ResponseStart start, long size) {
        boolean isSafe = request.method().equals("GET") || request.method().equals("HEAD");
        if (!isSafe || start.status() > 299 || size == 0) return;
        state = State.OVER;
        next.send(
                new ResponseStart(
                        406,
                        Headers.of(
                                "vary",
                                "accept-encoding",
                                "x-pounce-error-code",
                                ErrorCode.POUNCE_PARSE_ACCEPT_ENCODING.name())));
        next.send(ResponseBody.end());
        throw new DisconnectException("the client takes no coding that there is");
    }

    private Coder coder() {
        var known = coder;
        if (known == null) throw new IllegalStateException("not coded");
        return known;
    }

    // ---------------------------------------------------------------- the end

    /// The application has returned.
    void end() {
        if (state == State.PLAIN) return;
        lock.lock();
        try {
            endCoder();
            if (state != State.PLAIN) {
                state = State.OVER;
            }
        } finally {
            lock.unlock();
        }
    }

    private void endCoder() {
        var known = coder;
        if (known != null) {
            coder = null;
            known.close();
            compression.ended();
        }
    }
}
