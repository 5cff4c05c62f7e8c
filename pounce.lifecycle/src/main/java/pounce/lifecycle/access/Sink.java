package pounce.lifecycle.access;

import java.io.Closeable;
import java.io.IOException;

/// Where lines go in the end. For one thread; may block.
interface Sink extends Closeable {

    /// Writes whole lines.
    void write(byte[] octets, int length) throws IOException;

    /// Begins a new file where the old one has been moved away.
    void reopen() throws IOException;
}
