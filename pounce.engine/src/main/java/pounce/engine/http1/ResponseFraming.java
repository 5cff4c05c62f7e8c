package pounce.engine.http1;

/// How a client finds the end of a response's content (RFC 9112, section 6.3).
public sealed interface ResponseFraming {

    /// By counting.
    ///
    /// @param octets the length
    record Length(long octets) implements ResponseFraming {}

    /// In chunks.
    record Chunked() implements ResponseFraming {}

    /// By the end of the connection.
    record UntilClose() implements ResponseFraming {}

    /// There is no content, and no field that says so.
    record NoContent() implements ResponseFraming {}
}
