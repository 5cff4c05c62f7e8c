package pounce.api;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// The content of a [Response]. Cases may be added in minor versions: a `switch` keeps a `default`.
public sealed interface Content {

    /// No content.
    record None() implements Content {}

    /// Content that is in memory.
    ///
    /// @param data the octets from position to limit; the response owns them, so neither they nor
    ///   the two may change any more
    record Bytes(ByteBuffer data) implements Content {}

    /// A whole file, opened each time the response is sent; ranges are answered (RFC 9110, section
    /// 14). It has no validators of its own: an `ETag` field is the handler's to add.
    ///
    /// @param path of a regular file
    record File(Path path) implements Content {}

    /// Content that is written while it is sent. What fits into one buffer is sent with its length,
    /// more is of unknown length.
    ///
    /// @param writer writes it
    record Stream(Writer writer) implements Content {}

    /// Server-sent events.
    ///
    /// @param publisher publishes them
    record Events(Publisher publisher) implements Content {}

    /// Writes streamed content. Blocks while the client is slow.
    @FunctionalInterface
    interface Writer {

        /// Writes all of it and returns.
        ///
        /// @param out buffers 8 KiB; `flush` puts the head and what is buffered on the wire; need
        ///   not be closed; for one thread at a time; throws [pounce.api.error.DisconnectException]
        ///   once the client is gone
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
