package pounce.engine.http1;

import pounce.api.error.ErrorCode;
import pounce.engine.message.Decoded;
import pounce.engine.message.Violation;

/// How the end of a request's content is found (RFC 9112, section 6.3).
///
/// All defences against request smuggling are this one file: whatever two readers could take for
/// two different lengths is refused, and the connection closes.
public sealed interface Framing {

    /// There is no content.
    record None() implements Framing {}

    /// Content of a known length.
    ///
    /// @param octets its length
    record Length(long octets) implements Framing {}

    /// Content in chunks.
    record Chunked() implements Framing {}

    /// Of most requests.
    Decoded<Framing> NONE = new Decoded.Ready<>(new None());

    /// Eighteen digits keep the value below 2^63.
    int MAX_DIGITS = 18;

    /// Decides, in this order:
    ///
    /// 1. Transfer-Encoding beside Content-Length: refused (RFC 9112, section 6.1). CL.TE and
    ///    TE.CL: a proxy goes by the one and this server by the other, and what is content to the
    ///    proxy is the next request here.
    /// 2. Transfer-Encoding in HTTP/1.0: refused (section 6.1). A proxy of that version passes it
    ///    on unread, and takes the chunks for the end of its own message.
    /// 3. Transfer-Encoding that is `chunked`, once and alone: chunked (section 7.1).
    /// 4. Any other Transfer-Encoding: unknown codings before `chunked` 501 (section 6.1),
    ///    everything else 400 (section 6.3), for without `chunked` at its end nobody knows where
    ///    the content ends. TE.TE: of `chunked, identity`, `chunked` twice or `"chunked"` one
    ///    reader takes the chunks, and another nothing.
    /// 5. Content-Length more than once, even with the same value: refused (section 6.3). CL.CL: a
    ///    proxy takes the first and this server the last; equal ones differ as soon as something
    ///    between them rewrites one.
    /// 6. Content-Length that is not one to eighteen digits: refused (RFC 9110, section 8.6). Where
    ///    one reader skips a sign, a space or a member of a list, or lets a number overflow,
    ///    another reads a different length.
    /// 7. Content-Length: that many octets. None at all: no content.
    ///
    /// @param fields the fields that matter
    /// @param minorVersion 0 or 1
    static Decoded<Framing> decide(ControlFields fields, int minorVersion) {
        if (fields.transferEncodings() > 0) {
            if (fields.contentLengths() > 0) {
                return refused(
                        ErrorCode.POUNCE_PARSE_SMUGGLING_CL_TE,
                        "Content-Length and Transfer-Encoding");
            }
            return transferEncoding(fields.transferEncoding(), minorVersion);
        }
        return switch (fields.contentLengths()) {
            case 0 -> NONE;
            case 1 -> contentLength(fields.contentLength());
            default ->
                    refused(ErrorCode.POUNCE_PARSE_CONTENT_LENGTH, "more than one Content-Length");
        };
    }

    private static Decoded<Framing> transferEncoding(String value, int minorVersion) {
        if (minorVersion == 0) {
            return refused(
                    ErrorCode.POUNCE_PARSE_TRANSFER_ENCODING, "Transfer-Encoding in HTTP/1.0");
        }
        if (value.equalsIgnoreCase("chunked")) {
            return new Decoded.Ready<>(new Chunked());
        }
        if (TransferCodings.areUnknown(value)) {
            return refused(
                    ErrorCode.POUNCE_PARSE_TRANSFER_CODING_UNKNOWN, "an unknown transfer coding");
        }
        return refused(
                ErrorCode.POUNCE_PARSE_TRANSFER_ENCODING,
                "chunked is not the only transfer coding");
    }

    private static Decoded<Framing> contentLength(String value) {
        if (value.isEmpty() || value.length() > MAX_DIGITS) {
            return refused(
                    ErrorCode.POUNCE_PARSE_CONTENT_LENGTH,
                    "Content-Length of no or too many digits");
        }
        long octets = 0;
        for (int i = 0; i < value.length(); i++) {
            char digit = value.charAt(i);
            if (digit < '0' || digit > '9') {
                return refused(
                        ErrorCode.POUNCE_PARSE_CONTENT_LENGTH, "Content-Length that is no number");
            }
            octets = 10 * octets + digit - '0';
        }
        return octets == 0 ? NONE : new Decoded.Ready<>(new Length(octets));
    }

    private static Decoded<Framing> refused(ErrorCode code, String detail) {
        return new Decoded.Refused<>(new Violation(code, detail));
    }
}
