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

    /// Writes streamed content. Blocks while the client is slow.
    @FunctionalInterface
    interface Writer {

        /// Writes all of it and returns.
        ///
        /// @param out buffers 8 KiB; `flush` puts what is buffered on the wire; need not be closed;
        ///   throws [pounce.api.error.DisconnectException] once the client is gone
        /// @throws Exception to break the response off
        void writeTo(OutputStream out) throws Exception;
    }

    /// Publishes server-sent events until it returns. Blocks while the client is slow.
    @FunctionalInterface
    interface Publisher {

        /// Publishes events and returns after the last.
        ///
        /// @param events takes them; throws [pounce.api.error.DisconnectException] once the client
        ///   is gone
        /// @throws Exception to break the response off
        void publishTo(EventSink events) throws Exception;
    }
}
