package pounce.staticfiles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.function.LongSupplier;

/// A file that can only be read while it stays what it was: who sends it for long would otherwise
/// send the beginning of one state and the end of another.
final class GuardedFile extends FileChannel {
    /// Between two looks: what is sent faster than that is sent without.
    private static final long INTERVAL = Duration.ofMillis(100).toNanos();

    /// Looks whether the file is what it was.
    @FunctionalInterface
    interface Guard {
        boolean isUnchanged() throws IOException;
    }

    private final FileChannel file;
    private final Guard guard;
    private boolean changed;
    private final LongSupplier clock;
    private long nextLook;

    /// @param file open, and just looked at
    /// @param guard asked now and then
    /// @param clock in nanoseconds
    GuardedFile(FileChannel file, Guard guard, LongSupplier clock) {
        this.clock = clock;
        this.nextLook = clock.getAsLong() + INTERVAL;
        this.file = file;
        this.guard = guard;
    }

    private void check() throws IOException {
        long now = clock.getAsLong();
        if (!changed && now - nextLook < 0) return;
        nextLook = now + INTERVAL;
        changed = changed || !guard.isUnchanged();
        if (changed) throw new IOException("the file was changed while it was sent");
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target)
            throws IOException {
        check();
        return file.transferTo(position, count, target);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        check();
        return file.read(target, position);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        check();
        return file.read(target);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        check();
        return file.read(targets, offset, length);
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        file.position(position);
        return this;
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }

    // ---------------------------------------------------------------- nothing is written

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new NonWritableChannelException();
    }

    @Override
    public int write(ByteBuffer source, long position) {
        throw new NonWritableChannelException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw new NonWritableChannelException();
    }

    @Override
    public FileChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public void force(boolean metaData) {
        // There is nothing to force.
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new UnsupportedOperationException("what is mapped could not be guarded");
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
        throw new UnsupportedOperationException("only read");
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
        throw new UnsupportedOperationException("only read");
    }
}
