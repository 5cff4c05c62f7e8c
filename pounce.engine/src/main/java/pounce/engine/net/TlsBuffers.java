package pounce.engine.net;

import java.nio.ByteBuffer;

/// What the TLS connections of one event loop lend each other. All of them are on the heap, where
/// the JDK's ciphers work.
///
/// @param received records as they come
/// @param cleartext what one record carries
/// @param records to be sent
public record TlsBuffers(
        Pool<ByteBuffer> received, Pool<ByteBuffer> cleartext, Pool<ByteBuffer> records) {
    /// In octets: the most content that a record carries (RFC 8446, section 5.1).
    static final int CONTENT = 1 << 14;

    /// In octets: the JDK wants this much room for each record, even a short one.
    static final int RECORD = 5 + 16 + CONTENT + 256 + 48;

    /// In octets: one record of full length.
    static final int RECEIVED = RECORD;

    /// In octets: what 100 KiB of content become leaves with one system call.
    static final int RECORDS = 8 * RECORD;

    /// Nothing is lent yet.
    public TlsBuffers() {
        this(pool(RECEIVED), pool(RECORD), pool(RECORDS));
    }

    private static Pool<ByteBuffer> pool(int octets) {
        return new Pool<>(() -> ByteBuffer.allocate(octets));
    }
}
