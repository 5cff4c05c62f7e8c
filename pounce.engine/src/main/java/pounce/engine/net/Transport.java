package pounce.engine.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Optional;
import pounce.api.Address;
import pounce.api.TlsSession;
import pounce.api.event.ConnectionCompleted;

/// One connection's octets, both ways, for plain blocking code on a virtual thread.
///
/// One thread at a time reads; another may write meanwhile. No method holds a buffer of the caller
/// when it returns.
public interface Transport {

    /// Blocks until octets have arrived, and adds what there is to `target`, from its position.
    ///
    /// @param target has room
    /// @param deadline when to give up
    /// @return how many came; -1 once the peer has closed its side
    /// @throws TimeoutException if none came until the deadline
    /// @throws IOException if the connection is broken or closed, or the thread is interrupted
    int read(ByteBuffer target, Deadline deadline) throws IOException;

    /// Gathers output; blocks only where the buffer is full and the peer does not read.
    ///
    /// @param output what is encoded straight into the buffer
    /// @return how many octets it encoded
    /// @throws TimeoutException if the peer takes nothing for the write timeout
    /// @throws IOException if the connection is broken or closed, or the thread is interrupted
    int write(Output output) throws IOException;

    /// Gathers small output and sends large output at once, behind what was gathered; blocks while
    /// the peer does not read.
    ///
    /// @param octets from position to limit; neither is moved
    /// @throws TimeoutException if the peer takes nothing for the write timeout
    /// @throws IOException if the connection is broken or closed, or the thread is interrupted
    void write(ByteBuffer octets) throws IOException;

    /// {@return whether this can send files past the process, with [#write(FileChannel, long,
    /// long)]}
    default boolean sendsFiles() {
        return false;
    }

    /// Sends part of a file, behind what was gathered; blocks while the peer does not read.
    ///
    /// @param file what is read; its position is neither used nor moved
    /// @param offset of the first octet
    /// @param length in octets
    /// @throws TimeoutException if the peer takes nothing for the write timeout
    /// @throws FileException if the file ends before, or cannot be read
    /// @throws IOException if the connection is broken or closed, or the thread is interrupted
    /// @throws UnsupportedOperationException unless this [#sendsFiles]
    default void write(FileChannel file, long offset, long length) throws IOException {
        throw new UnsupportedOperationException("no files");
    }

    /// Hands everything that was gathered to the peer; blocks while it does not read.
    ///
    /// @throws TimeoutException if the peer takes nothing for the write timeout
    /// @throws IOException if the connection is broken or closed, or the thread is interrupted
    void flush() throws IOException;

    /// Makes sure that what was gathered leaves soon, whatever the caller does next: at the latest
    /// when its thread parks.
    void flushSoon();

    /// Ends this thread's turn: the connection waits without a thread or a buffer, and its driver
    /// runs anew when octets arrive.
    ///
    /// After `true` the caller must not touch the connection any more: another thread may serve it
    /// already.
    ///
    /// @param limit how long the connection may wait; then it is closed
    /// @return false if there is input already, and the caller must go on
    /// @throws IOException if the connection is broken or closed
    boolean idle(Duration limit) throws IOException;

    /// The same for a connection that has brought no request yet: a server that drains lets it wait
    /// a little for one that may be on its way.
    ///
    /// @param limit how long the connection may wait; then it is closed
    /// @return false if there is input already, and the caller must go on
    /// @throws IOException if the connection is broken or closed
    boolean awaitFirst(Duration limit) throws IOException;

    /// Lets the event loop watch for the peer's hang-up until this thread reads again; called
    /// before application code runs.
    ///
    /// @param listener called on the event loop, or by whoever closes the connection: must not
    ///   block; more than once, perhaps
    void watch(Runnable listener);

    /// {@return whether the peer is known to have closed or reset the connection}
    boolean isHungUp();

    /// Starts a task as the connection itself is started: soon, on a virtual thread of its own
    /// where there are such, behind what its event loop has to do already. Any thread; does not
    /// block.
    ///
    /// @param task may block, like the connection
    void start(Runnable task);

    /// Called by a thread that is about to wait for something else than this transport: if it is
    /// the event loop's own, the loop must not wait with it.
    void beforeWait();

    /// {@return the loop's clock, which is that of [System#nanoTime()] and at most a tick old}
    long now();

    /// {@return a deadline this far from now, by the loop's clock, which is at most a tick old}
    ///
    /// @param duration how far
    Deadline after(Duration duration);

    /// Calls somebody at a moment, or up to a tick later.
    ///
    /// @param deadline the moment
    /// @param action called on the event loop: must not block
    /// @return what stops it, from any thread; it may be called meanwhile
    Runnable callAt(Deadline deadline, Runnable action);

    /// Says, where the protocol below has a word for it, that nothing more comes; sends it behind
    /// what was gathered, and blocks while the peer does not read. Whoever closes a connection in
    /// order does this first.
    ///
    /// @throws TimeoutException if the peer takes nothing for the write timeout
    /// @throws IOException if the connection is broken or closed, or the thread is interrupted
    default void farewell() throws IOException {
        flush();
    }

    /// Ends the output; the peer sees the end of the stream, and input can still be read.
    ///
    /// @throws IOException if the connection is broken or closed
    void shutdownOutput() throws IOException;

    /// Closes the connection both ways and wakes whoever waits. Idempotent; any thread.
    ///
    /// @param why for those who watch
    void close(ConnectionCompleted.Reason why);

    /// {@return whether the connection is to be served}
    Admission admission();

    /// {@return who it is that connects}
    Peers peers();

    /// {@return what is to come before the octets of the protocol}
    Security security();

    /// {@return what was agreed upon under TLS; empty without it}
    Optional<TlsSession> tls();

    /// {@return how that came about; empty without TLS}
    default Optional<TlsHandshake> handshake() {
        return Optional.empty();
    }

    /// {@return the peer}
    Address remote();

    /// {@return the address that accepted the connection}
    Address local();
}
