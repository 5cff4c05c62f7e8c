package pounce.engine.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The write side of a socket: gathers output in a buffer that the loop lends while there is some,
/// and makes writers wait while the peer does not read.
///
/// Everything is under a spin lock whose holders never park. Whoever finds the socket full becomes
/// `writer` and parks without the lock, until the loop finds the socket writable. There is one
/// writer at a time, and the loop, which never waits.
final class SocketOutput {
    /// In octets: 64 connections with unsent answers cost 4 MiB, idle ones nothing.
    static final int CAPACITY = 64 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(SocketOutput.class);

    /// Longer content goes to the socket without being copied behind what was gathered.
    private static final int DIRECT = 16 << 10;

    /// The JDK copies heap memory to a buffer of its own, all of it at every attempt: so it is
    /// given this much at once.
    private static final int SLICE = 128 << 10;

    /// In octets, of a file that is sent at once: 0.1 ms, unless it has to come from the disk.
    private static final int FILE_SLICE = 1 << 20;

    /// About a microsecond.
    private static final int SPINS = 100;

    private static final VarHandle LOCK;

    static {
        try {
            LOCK = MethodHandles.lookup().findVarHandle(SocketOutput.class, "lock", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final EventLoop loop;
    private final SocketChannel channel;
    private final SocketCalls calls;
    private final Interest interest;
    private final Duration timeout;

    private int lock;
    private @Nullable ByteBuffer gathering;
    private long sent;
    private boolean flushQueued;
    private boolean writeTimedOut;
    private volatile @Nullable Thread writer;
    private volatile long writeDeadline;
    private volatile boolean closed;
    private volatile boolean broken;

    /// @param timeout how long a peer may take nothing
    SocketOutput(
            EventLoop loop,
            SocketChannel channel,
            SocketCalls calls,
            Interest interest,
            Duration timeout) {
        this.loop = loop;
        this.channel = channel;
        this.calls = calls;
        this.interest = interest;
        this.timeout = timeout;
    }

    // ---------------------------------------------------------------- the loop's side

    void writable() {
        if (!tryLock()) {
            return; // the selector says so again
        }
        Thread waiting = null;
        try {
            if (drain()) {
                waiting = stopLooking();
            }
        } catch (IOException broken) {
            fail(broken);
            waiting = stopLooking(); // it finds out itself
        } finally {
            unlock();
        }
        LockSupport.unpark(waiting);
    }

    /// {@return whoever waited; under the lock}
    private @Nullable Thread stopLooking() {
        interest.remove(SelectionKey.OP_WRITE);
        Thread waiting = writer;
        writer = null;
        return waiting;
    }

    /// Ends the wait of a writer whose deadline has passed.
    void check(long now) {
        if (writer != null && now - writeDeadline >= 0) {
            timeOutWriter();
        }
    }

    /// {@return the earlier of a moment and the writer's deadline}
    long nextDeadline(long other) {
        return writer == null ? other : Math.min(other, writeDeadline);
    }

    private void timeOutWriter() {
        if (!tryLock()) {
            return; // the wheel asks again
        }
        Thread waiting = writer;
        writeTimedOut |= waiting != null;
        writer = null;
        unlock();
        LockSupport.unpark(waiting);
    }

    /// {@return whether the peer was found gone}
    boolean isBroken() {
        return broken;
    }

    /// {@return how many octets the kernel took}
    long sent() {
        lock();
        long octets = sent;
        unlock();
        return octets;
    }

    /// Lets nobody wait any more.
    void close() {
        closed = true;
        lock();
        var gathered = gathering;
        gathering = null;
        Thread waiting = writer;
        writer = null;
        unlock();
        if (gathered != null) {
            giveBack(gathered);
        }
        LockSupport.unpark(waiting);
    }

    // ---------------------------------------------------------------- the writer's side

    /// {@return how many octets it encoded}
    int write(Output encodable) throws IOException {
        int encoded = gather(encodable);
        if (encoded >= 0) {
            return encoded;
        }
        int size = encodable.size();
        if (size > CAPACITY) {
            var large = ByteBuffer.allocate(size);
            encodable.encode(large);
            write(large.flip());
            return large.limit();
        }
        for (encoded = gather(encodable, size); encoded < 0; encoded = gather(encodable, size)) {
            awaitWritable();
        }
        return encoded;
    }

    /// {@return how many octets it encoded; -1 if it does not fit behind what was gathered}
    private int gather(Output encodable) throws IOException {
        lock();
        try {
            return encode(encodable);
        } finally {
            unlock();
        }
    }

    private int encode(Output encodable) throws IOException {
        var buffer = buffer();
        int before = buffer.position();
        return encodable.encode(buffer) ? buffer.position() - before : -1;
    }

    /// {@return how many octets it encoded; -1 if [#awaitWritable] must come first}
    private int gather(Output encodable, int size) throws IOException {
        lock();
        try {
            if (buffer().remaining() < size && !drain()) {
                waitsForRoom();
                return -1;
            }
            return encode(encodable);
        } catch (IOException broken) {
            throw fail(broken);
        } finally {
            unlock();
        }
    }

    void write(ByteBuffer octets) throws IOException {
        if (octets.remaining() >= DIRECT) {
            writeDirect(octets.duplicate());
            return;
        }
        while (!gather(octets)) {
            awaitWritable();
        }
    }

    private boolean gather(ByteBuffer octets) throws IOException {
        int count = octets.remaining();
        lock();
        try {
            var buffer = buffer();
            if (buffer.remaining() < count && !drain()) {
                return waitsForRoom();
            }
            buffer = buffer();
            buffer.put(buffer.position(), octets, octets.position(), count);
            buffer.position(buffer.position() + count);
            return true;
        } catch (IOException broken) {
            throw fail(broken);
        } finally {
            unlock();
        }
    }

    private void writeDirect(ByteBuffer octets) throws IOException {
        int end = octets.limit();
        while (octets.position() < end) {
            octets.limit(Math.min(end, octets.position() + SLICE));
            if (!send(octets)) {
                awaitWritable();
            }
        }
    }

    private boolean send(ByteBuffer octets) throws IOException {
        lock();
        try {
            var gathered = gathering;
            if (gathered == null) {
                sent += hand(octets);
            } else {
                sent += channel.write(new ByteBuffer[] {gathered.flip(), octets});
                gathered.compact();
                giveBackIfEmpty(gathered);
            }
            return !octets.hasRemaining() || waitsForRoom();
        } catch (IOException broken) {
            throw fail(broken);
        } finally {
            unlock();
        }
    }

    /// Nobody else writes meanwhile, so that the channel needs no lock of ours: the system may have
    /// to wait for the disk.
    void write(FileChannel file, long offset, long length) throws IOException {
        flush();
        long end = offset + length;
        for (long at = offset; at < end; ) {
            long wanted = Math.min(end - at, FILE_SLICE);
            long count = send(file, at, wanted);
            at += count;
            if (count == wanted) {
                yieldIfMore(end - at);
            } else {
                if (count == 0) {
                    checkEnd(file, at, end);
                }
                awaitRoom();
            }
        }
    }

    /// {@return how many octets the socket took}
    private long send(FileChannel file, long offset, long count) throws IOException {
        if (Thread.currentThread().isInterrupted()) { // it would close the file
            throw new InterruptedIOException("interrupted while sending a file");
        }
        try {
            long taken = file.transferTo(offset, count, channel);
            lock();
            sent += taken;
            unlock();
            return taken;
        } catch (ClosedByInterruptException interrupted) {
            var cut = new InterruptedIOException("interrupted while sending a file");
            cut.initCause(interrupted);
            throw cut;
        } catch (IOException failure) {
            checkReadable(file, offset, failure);
            throw fail(failure);
        }
    }

    /// Both a file that ends and a socket that is full take nothing.
    private static void checkEnd(FileChannel file, long at, long end) throws FileException {
        try {
            if (file.size() <= at) {
                throw new FileException(
                        "a file became shorter while it was sent: no octet at "
                                + at
                                + " of "
                                + end);
            }
        } catch (FileException tooShort) {
            throw tooShort;
        } catch (IOException unreadable) {
            throw new FileException(unreadable);
        }
    }

    /// The system does not say which of the two has failed.
    private static void checkReadable(FileChannel file, long at, IOException failure)
            throws FileException {
        try {
            var _ = file.read(ByteBuffer.allocate(1), at);
        } catch (IOException unreadable) {
            unreadable.addSuppressed(failure);
            throw new FileException(unreadable);
        }
    }

    /// A peer that reads as fast as we send must not keep the loop.
    @SuppressWarnings("ThreadPriorityCheck") // a virtual thread's carrier, not its priority
    private static void yieldIfMore(long left) {
        if (left > 0) {
            Thread.yield();
        }
    }

    private void awaitRoom() throws IOException {
        lock();
        try {
            waitsForRoom();
        } finally {
            unlock();
        }
        awaitWritable();
    }

    /// Looks without the lock first: what the caller has gathered it sees anyhow, and what others
    /// gather right now, they flush.
    void flush() throws IOException {
        while (gathering != null && !flushed()) {
            awaitWritable();
        }
    }

    private boolean flushed() throws IOException {
        lock();
        try {
            return drain() || waitsForRoom();
        } catch (IOException broken) {
            throw fail(broken);
        } finally {
            unlock();
        }
    }

    /// Looks without the lock first, too: a flush that is queued begins after what the caller has
    /// gathered.
    void flushSoon() {
        if (gathering == null || flushQueued) {
            return;
        }
        lock();
        boolean queue = gathering != null && !flushQueued;
        flushQueued |= queue;
        unlock();
        if (queue) {
            loop.execute(this::flushFromLoop);
        }
    }

    private void flushFromLoop() {
        lock();
        try {
            flushQueued = false;
            if (!drain()) {
                interest.add(SelectionKey.OP_WRITE);
            }
        } catch (IOException broken) {
            fail(broken);
        } finally {
            unlock();
        }
    }

    /// Sends what was gathered as far as the socket takes it; under the lock.
    ///
    /// @return whether nothing is left
    private boolean drain() throws IOException {
        var gathered = gathering;
        if (gathered == null) {
            return true;
        }
        sent += hand(gathered.flip());
        gathered.compact();
        return giveBackIfEmpty(gathered);
    }

    /// {@return how many octets the socket took; under the lock, so that the channel is not closed
    /// meanwhile}
    private int hand(ByteBuffer octets) throws IOException {
        if (closed || !SocketCalls.take(octets)) {
            return channel.write(octets);
        }
        return calls.send(octets);
    }

    private boolean giveBackIfEmpty(ByteBuffer gathered) {
        if (gathered.position() > 0) {
            return false;
        }
        gathering = null;
        giveBack(gathered);
        return true;
    }

    private void giveBack(ByteBuffer gathered) {
        if (gathered.capacity() == CAPACITY) {
            loop.outputBuffers().giveBack(gathered);
        }
    }

    /// A peer that does not read may do so for long: what it has not taken is kept in a buffer of
    /// just that size meanwhile.
    private void settle() {
        var gathered = gathering;
        if (gathered != null && gathered.position() < CAPACITY / 2) {
            gathering = ByteBuffer.allocate(gathered.position()).put(gathered.flip());
            giveBack(gathered.clear());
        }
    }

    private ByteBuffer buffer() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        var buffer = gathering;
        if (buffer == null) {
            buffer = loop.outputBuffers().borrow().clear();
            gathering = buffer;
        }
        return buffer;
    }

    /// Makes the caller the one that is woken when the socket is writable; under the lock.
    ///
    /// @return false, for [#awaitWritable] must follow
    private boolean waitsForRoom() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        throwIfTimedOut();
        settle();
        writeDeadline = loop.now() + timeout.toNanos();
        writer = Thread.currentThread();
        interest.add(SelectionKey.OP_WRITE);
        return false;
    }

    private void awaitWritable() throws IOException {
        loop.beforeWait();
        var me = Thread.currentThread();
        while (writer == me) {
            LockSupport.park(this);
            if (me.isInterrupted() && writer == me) {
                writer = null;
                throw new InterruptedIOException("interrupted while writing");
            }
        }
        throwIfTimedOut();
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    /// Whoever took nothing for the timeout is not waited for again.
    private void throwIfTimedOut() throws TimeoutException {
        if (writeTimedOut) {
            throw new TimeoutException("the peer takes nothing");
        }
    }

    /// Remembers that nobody is there any more; under the lock.
    private IOException fail(IOException broken) {
        this.broken |= !closed; // our own close is no news of the peer
        LOG.atDebug().setCause(broken).log("Connection broken");
        return broken;
    }

    /// Spins, for holders never park themselves. The JDK may park one for a monitor of its own,
    /// though, which then needs a carrier, perhaps this one, and its loop to go on: so whoever
    /// waits longer yields, and loop code must not wait for it, see [#tryLock()].
    @SuppressWarnings("ThreadPriorityCheck") // a virtual thread's carrier, not its priority
    private void lock() {
        while (!tryLock()) {
            Thread.yield();
        }
    }

    /// {@return whether the lock was free, or nearly}
    private boolean tryLock() {
        for (int i = 0; i < SPINS; i++) {
            if (LOCK.compareAndSet(this, 0, 1)) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    private void unlock() {
        LOCK.setRelease(this, 0);
    }
}
