package pounce.api;

/// The head of a response. It reaches the wire together with the first content, in one write; an
/// empty [ResponseBody] that is not the last pushes it out alone.
///
/// @param status 200 to 599, a final response (RFC 9110, section 15)
/// @param headers the application's own fields; the server adds framing, `Date` and `Server`. Those
///   that frame the message, or live for one connection, are dropped; `Connection: close` closes
///   the connection behind the response
public record ResponseStart(int status, Headers headers) implements SendEvent {

    /// A head.
    ///
    /// @throws IllegalArgumentException if the status is not of a final response
    public ResponseStart {
        if (status < 200 || status > 599) throw new IllegalArgumentException("status: " + status);
    }

    /// A head without fields of the application's own.
    ///
    /// @param status 200 to 599
    /// @throws IllegalArgumentException if it is not of a final response
    public ResponseStart(int status) {
        this(status, Headers.empty());
    }

    /// Returns a copy in which the field has this one value.
    ///
    /// @param name in any case
    /// @param value what it becomes
    /// @return a head
    /// @throws IllegalArgumentException if name or value is none
    public ResponseStart header(String name, String value) {
        return new ResponseStart(status, headers.with(name, value));
    }
}
