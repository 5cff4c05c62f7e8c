package pounce.engine.http2;

/// How large a request head may be, and trailers.
///
/// @param requestLine octets of method and path, counted as HTTP/1.1 would write them
/// @param fieldSection octets of all fields, as HPACK counts them; also those of a block before it
///   is decoded
/// @param fields how many, control data not counted
public record FieldLimits(int requestLine, int fieldSection, int fields) {

    /// Checks that there is room for something.
    public FieldLimits {
        if (requestLine < 1 || fieldSection < 1 || fields < 1) {
            throw new IllegalArgumentException("a limit below 1");
        }
    }
}
