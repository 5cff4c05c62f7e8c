package pounce.api.spi;

/// A content coding, with what its encoders and decoders share. Any thread.
public interface ContentCoding extends AutoCloseable {

    /// {@return an encoder of one content}
    ContentEncoder encoder();

    /// {@return a decoder of one content}
    ContentDecoder decoder();

    /// Frees memory outside of the heap. Encoders and decoders that are in use go on, and free
    /// theirs when they are closed.
    @Override
    void close();
}
