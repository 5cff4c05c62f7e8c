package pounce.engine.http1;

/// How large a head may be, and trailers.
///
/// @param requestLine octets of the request line, without its CRLF
/// @param fieldSection octets of all field lines
/// @param fieldLines how many field lines
public record HeadLimits(int requestLine, int fieldSection, int fieldLines) {

    /// Checks that there is room for something.
    public HeadLimits {
        if (requestLine < 1 || fieldSection < 1 || fieldLines < 1) {
            throw new IllegalArgumentException("a limit below 1");
        }
    }
}
