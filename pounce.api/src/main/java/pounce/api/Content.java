package pounce.api;

import java.io.OutputStream;
import java.nio.ByteBuffer;

/// The content of a [Response]. Cases may be added in minor versions.
public sealed interface Content {

    /// No content.
    record None() implements Content {}

    /// Content that is in memory; the response owns it, so it must not be changed any more.
    record Bytes(ByteBuffer data) implements Content {}

    /// Content of unknown length, written while it is sent.
    record Stream(Writer writer) implements Content {}

    /// Server-sent events.
    record Events(Publisher publisher) implements Content {}

    /// Writes streamed content. Blocks while the client is slow; is interrupted when the client
    /// goes away.
    @FunctionalInterface
    interface Writer {

        /// @param out buffers 8 KiB; `flush` puts what is buffered on the wire; need not be closed
        void writeTo(OutputStream out) throws Exception;
    }

    /// Publishes server-sent events until it returns. Blocks while the client is slow; is
    /// interrupted when the client goes away or the server drains.
    @FunctionalInterface
    interface Publisher {
        void publishTo(EventSink events) throws Exception;
    }
}
