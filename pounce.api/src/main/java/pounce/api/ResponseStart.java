package pounce.api;

/// The head of a response. It reaches the wire together with the first content, in one write; an
/// empty [ResponseBody] that is not the last pushes it out alone.
///
/// @param status 200 to 599, a final response (RFC 9110, section 15)
public record ResponseStart(int status, Headers headers) implements SendEvent {
    public ResponseStart {
        if (status < 200 || status > 599) throw new IllegalArgumentException("status: " + status);
    }

    /// A head without fields of the application's own.
    public ResponseStart(int status) {
        this(status, Headers.empty());
    }

    /// Returns a copy in which the field has this one value.
    public ResponseStart header(String name, String value) {
        return new ResponseStart(status, headers.with(name, value));
    }
}
