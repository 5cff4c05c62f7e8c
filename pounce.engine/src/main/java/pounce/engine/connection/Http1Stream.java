package pounce.engine.connection;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.Address;
import pounce.api.Headers;
import pounce.api.RequestBody;
import pounce.api.TlsSession;
import pounce.api.error.AppException;
import pounce.api.error.ErrorCode;
import pounce.api.error.ParseException;
import pounce.api.error.PounceException;
import pounce.api.error.RequestTimeoutException;
import pounce.engine.exchange.ExchangeStream;
import pounce.engine.exchange.FileSlices;
import pounce.engine.exchange.ResponsePlan;
import pounce.engine.http1.ContentDecoder;
import pounce.engine.http1.Framing;
import pounce.engine.http1.Head;
import pounce.engine.http1.Persistence;
import pounce.engine.http1.ResponseFraming;
import pounce.engine.http1.ResponseHead;
import pounce.engine.message.Decoded;
import pounce.engine.net.Deadline;
import pounce.engine.net.FileException;
import pounce.engine.net.Output;
import pounce.engine.net.TimeoutException;
import pounce.engine.net.Transport;

/// One exchange on an HTTP/1.1 connection: the content of its request, the octets of its response.
final class Http1Stream implements ExchangeStream {
    private static final Logger LOG = LoggerFactory.getLogger(Http1Stream.class);

    /// In octets: so much unread content is read to save a connection; more costs less by a new
    /// one.
    static final int DRAINED = 64 << 10;

    /// Content of up to so many octets is copied behind its head, in one step.
    private static final int SHORT = 4 << 10;

    private static final Output CHUNK_END = new ChunkEnd();

    private final Http1 http;
    private final Transport transport;
    private final Input input;
    private final Head head;
    private final ContentDecoder content;
    private @Nullable Patience patience;
    private boolean allReceived;
    private boolean awaitsContinue;
    private boolean persistent;
    private boolean chunked;

    /// The head of the response, until something follows it.
    private @Nullable HeadOutput unsent;

    private long sent;

    Http1Stream(Http1 http, Transport transport, Input input, Head head, boolean mayPersist) {
        this.http = http;
        this.transport = transport;
        this.input = input;
        this.head = head;
        this.content =
                ContentDecoder.of(
                        head.framing(), http.settings().head(), http.settings().chunkExtensions());
        this.allReceived = head.framing() instanceof Framing.None;
        this.awaitsContinue = head.expectsContinue() && !allReceived;
        this.persistent = mayPersist;
    }

    // ---------------------------------------------------------------- the request's content

    @Override
    public long declaredLength() {
        return switch (head.framing()) {
            case Framing.None _ -> 0;
            case Framing.Length(long octets) -> octets;
            case Framing.Chunked _ -> -1;
        };
    }

    @Override
    public RequestBody receive() throws IOException {
        while (true) {
            switch (content.decode(input.octets())) {
                case Decoded.Ready<ContentDecoder.Piece>(var piece) -> {
                    awaitsContinue = false;
                    allReceived = piece.last();
                    return new RequestBody(piece.data(), piece.last());
                }
                case Decoded.NeedMore<ContentDecoder.Piece> _ -> read();
                case Decoded.Refused<ContentDecoder.Piece>(var violation) -> {
                    persistent = false;
                    throw new ParseException(violation.code(), violation.detail());
                }
            }
        }
    }

    private void read() throws IOException {
        if (awaitsContinue) {
            awaitsContinue = false;
            transport.write(ResponseHead.continues());
            transport.flush();
        }
        try {
            if (!await()) {
                persistent = false;
                throw new EOFException("the connection ended in the middle of a request");
            }
        } catch (TimeoutException slow) {
            persistent = false;
            throw new RequestTimeoutException(
                    ErrorCode.POUNCE_TIMEOUT_REQUEST_BODY, "no request content in time", slow);
        }
    }

    /// {@return false at the end of the stream}
    private boolean await() throws IOException {
        var limit = patience;
        if (limit == null) {
            limit = new Patience(http.settings().pace());
            patience = limit;
        }
        int known = input.octets().remaining();
        long start = System.nanoTime();
        boolean more = input.read(transport, new Deadline(start + limit.left()));
        limit.waited(System.nanoTime() - start, input.octets().remaining() - known);
        return more;
    }

    @Override
    public void refuseContent() {
        persistent = false;
    }

    @Override
    public Headers trailers() {
        return content.trailers();
    }

    /// Reads what the application left, if that is little.
    ///
    /// @return whether the connection can serve another request
    boolean finish() throws IOException {
        try {
            for (int read = 0; persistent && !allReceived && read < DRAINED; ) {
                read += receive().data().remaining();
            }
        } catch (PounceException hopeless) {
            LOG.atDebug().setCause(hopeless).log("Unread content is unreadable");
            return false;
        }
        return persistent && allReceived;
    }

    // ---------------------------------------------------------------- the response

    /// HTTP/1.0 knows no interim responses (RFC 9110, section 15.2).
    @Override
    public void interim(int status, Headers fields) throws IOException {
        if (head.minorVersion() > 0) {
            write(new InterimOutput(http.encoder(), status, fields));
            flush();
        }
    }

    @Override
    public void start(ResponsePlan plan) throws IOException {
        persistent &= canGoOn() && !endsWithDrain() && !Persistence.isClosing(plan.fields());
        awaitsContinue = false; // an interim response has no place in another
        var framing = framing(plan.length());
        chunked = framing instanceof ResponseFraming.Chunked && plan.hasContent();
        persistent &= !(framing instanceof ResponseFraming.UntilClose);
        var response =
                new ResponseHead(
                        plan.status(), plan.fields(), framing, !persistent, head.minorVersion());
        unsent = new HeadOutput(http.encoder(), response, http.ownFields(transport.now()));
    }

    /// Sends the head, if nothing has followed it yet.
    private void sendHead() throws IOException {
        var head = unsent;
        if (head != null) {
            unsent = null;
            write(head);
        }
    }

    /// What has been read when the drain begins is answered; the last of it says that it is.
    private boolean endsWithDrain() {
        return http.isDraining() && input.isEmpty();
    }

    /// Content that the client holds back, or that is too long to be read for nothing, ends the
    /// connection.
    private boolean canGoOn() {
        return allReceived || (!awaitsContinue && declaredLength() <= DRAINED);
    }

    private ResponseFraming framing(ResponsePlan.Length length) {
        return switch (length) {
            case ResponsePlan.Length.Known(long octets) -> new ResponseFraming.Length(octets);
            case ResponsePlan.Length.Absent _ -> new ResponseFraming.NoContent();
            case ResponsePlan.Length.Unknown _ ->
                    head.minorVersion() == 0
                            ? new ResponseFraming.UntilClose()
                            : new ResponseFraming.Chunked();
        };
    }

    @Override
    public void content(ByteBuffer data) throws IOException {
        var head = unsent;
        if (head != null && !chunked && data.remaining() <= SHORT) {
            unsent = null;
            write(head.with(data));
            return;
        }
        sendHead();
        if (!chunked) {
            write(data);
        } else if (data.remaining() <= SHORT) {
            write(new Chunk(data));
        } else {
            write(new ChunkHeader(data.remaining()));
            write(data);
            write(CHUNK_END);
        }
    }

    @Override
    public void file(FileChannel file, long offset, long length) throws IOException {
        sendHead();
        if (chunked || !transport.sendsFiles()) {
            copy(file, offset, length);
            return;
        }
        try {
            transport.write(file, offset, length);
            sent += length;
        } catch (TimeoutException slow) {
            throw tooSlow(slow);
        } catch (FileException unreadable) {
            throw new AppException(
                    ErrorCode.POUNCE_APP_FILE, String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    private void copy(FileChannel file, long offset, long length) throws IOException {
        var slice = http.slices().borrow();
        try {
            FileSlices.copy(file, offset, length, slice, this::content);
        } finally {
            http.slices().giveBack(slice);
        }
    }

    @Override
    public void flush() throws IOException {
        sendHead();
        try {
            transport.flush();
        } catch (TimeoutException slow) {
            throw tooSlow(slow);
        }
    }

    @Override
    public void end(Headers trailers) throws IOException {
        sendHead();
        if (chunked) {
            write(new LastChunk(trailers));
        }
        if (input.isEmpty()) {
            flush();
        } else {
            transport.flushSoon(); // more requests wait: their answers leave together
        }
    }

    private void write(Output output) throws IOException {
        try {
            sent += transport.write(output);
        } catch (TimeoutException slow) {
            throw tooSlow(slow);
        }
    }

    private void write(ByteBuffer octets) throws IOException {
        try {
            transport.write(octets);
            sent += octets.remaining();
        } catch (TimeoutException slow) {
            throw tooSlow(slow);
        }
    }

    private RequestTimeoutException tooSlow(TimeoutException slow) {
        persistent = false;
        return new RequestTimeoutException(
                ErrorCode.POUNCE_TIMEOUT_WRITE, "the client does not read", slow);
    }

    @Override
    public long sent() {
        return sent;
    }

    @Override
    public void close() {}

    @Override
    public Runnable callAfter(Duration time, Runnable action) {
        return transport.callAt(Deadline.in(time), action);
    }

    @Override
    public boolean isHungUp() {
        return transport.isHungUp();
    }

    @Override
    public Address remote() {
        return transport.remote();
    }

    @Override
    public Address local() {
        return transport.local();
    }

    @Override
    public Optional<TlsSession> tls() {
        return transport.tls();
    }
}
