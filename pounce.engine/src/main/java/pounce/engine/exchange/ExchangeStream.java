package pounce.engine.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Optional;
import pounce.api.Address;
import pounce.api.Headers;
import pounce.api.RequestBody;
import pounce.api.RequestHead;
import pounce.api.TlsSession;
import pounce.api.error.ErrorCode;

/// What a protocol offers to one exchange: the request's content one way, the response the other.
///
/// All of it blocks where the peer is slow. An `IOException` says that the peer is gone, or that
/// the thread was interrupted ([java.io.InterruptedIOException]); its mistakes and its slowness
/// come as [pounce.api.error.PounceException].
public interface ExchangeStream {

    /// {@return the length of the request content that was declared, in octets; -1 if it is
    /// unknown, 0 if there is none}
    long declaredLength();

    /// Blocks until more request content has come.
    ///
    /// @return a view that is valid until the next call
    /// @throws IOException if the peer is gone
    RequestBody receive() throws IOException;

    /// Gives up on request content that was not received.
    void refuseContent();

    /// {@return the trailer fields of the request; empty before the last content}
    Headers trailers();

    /// Sends an interim response at once, if the peer's protocol knows any.
    ///
    /// @param status 102 to 199
    /// @param fields its fields
    /// @throws IOException if the peer is gone
    void interim(int status, Headers fields) throws IOException;

    /// Begins the response; the head may wait for the first content.
    ///
    /// @param plan its head and framing
    /// @throws IOException if the peer is gone
    void start(ResponsePlan plan) throws IOException;

    /// Adds content to the response.
    ///
    /// @param data not empty; belongs to the caller again on return
    /// @throws IOException if the peer is gone
    void content(ByteBuffer data) throws IOException;

    /// Adds part of a file to the response; what was gathered leaves before it. A protocol whose
    /// content is framed copies it, slice by slice.
    ///
    /// @param file what is read
    /// @param offset of the first octet
    /// @param length in octets, at least 1
    /// @throws pounce.api.error.AppException if the file ends before, or cannot be read
    /// @throws IOException if the peer is gone
    default void file(FileChannel file, long offset, long length) throws IOException {
        var slice = ByteBuffer.allocate((int) Math.min(length, FileSlices.SIZE));
        FileSlices.copy(file, offset, length, slice, this::content);
    }

    /// Adds content to the response and completes it, all at once.
    ///
    /// @param data not empty; belongs to the caller again on return
    /// @throws IOException if the peer is gone
    default void last(ByteBuffer data) throws IOException {
        content(data);
        end(Headers.empty());
    }

    /// Sends what was gathered.
    ///
    /// @throws IOException if the peer is gone
    void flush() throws IOException;

    /// Completes the response; it is on its way on return, or will be when the responses that are
    /// ready with it are.
    ///
    /// @param trailers dropped where the protocol or the framing has no place for them
    /// @throws IOException if the peer is gone
    void end(Headers trailers) throws IOException;

    /// {@return how much of the response was handed over so far, in octets: head, content and what
    /// frames it}
    long sent();

    /// The exchange is over, whether the response is complete or not.
    void close();

    /// Calls somebody once the time is over.
    ///
    /// @param time from now on
    /// @param action does not block; called on any thread
    /// @return what stops it; the action may be called meanwhile
    Runnable callAfter(Duration time, Runnable action);

    /// {@return whether the peer is known to have gone away}
    boolean isHungUp();

    /// {@return the other end of the connection}
    Address remote();

    /// {@return this end of the connection}
    Address local();

    /// {@return what was agreed upon under TLS; empty without it}
    Optional<TlsSession> tls();

    /// The request as the server knows it by now; the first time before anything else is done, and
    /// again when middleware has found out more. For whoever watches.
    ///
    /// @param head the request
    default void known(RequestHead head) {}

    /// The request has waited for its turn. For whoever watches.
    ///
    /// @param nanos how long, in nanoseconds
    /// @param admitted whether it has come
    default void queued(long nanos, boolean admitted) {}

    /// The application has failed. For whoever watches.
    ///
    /// @param code what went wrong
    /// @param failure what it threw, or what describes its mistake
    default void failed(ErrorCode code, Throwable failure) {}
}
