package pounce.api.spi;

import pounce.api.Response;

/// What clients are shown of requests that fail: those that the server answers in place of an
/// application, and those that are answered with an error and nothing else. Any thread.
@FunctionalInterface
public interface ErrorPages {

    /// Returns what is shown.
    ///
    /// @param failure what has failed
    /// @return content and its fields, in memory; status, `X-Pounce-Error-Code`, `Allow` and
    ///   `Retry-After` are the server's to add. What is thrown is logged, and the client told the
    ///   status as text
    Response page(RequestFailure failure);
}
