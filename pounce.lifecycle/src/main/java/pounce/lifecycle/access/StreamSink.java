package pounce.lifecycle.access;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/// A standard stream of the process, which belongs to nobody and stays open.
final class StreamSink implements Sink {
    private final FileOutputStream stream;

    private StreamSink(FileDescriptor descriptor) {
        this.stream = new FileOutputStream(descriptor);
    }

    static StreamSink out() {
        return new StreamSink(FileDescriptor.out);
    }

    static StreamSink err() {
        return new StreamSink(FileDescriptor.err);
    }

    @Override
    public void write(byte[] octets, int length) throws IOException {
        stream.write(octets, 0, length);
    }

    @Override
    public void reopen() {}

    @Override
    public void close() {}
}
