package pounce.engine.http1;

import pounce.api.error.ErrorCode;
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

    /// Eighteen digits keep the value below 2^63.
    int MAX_DIGITS = 18;

    /// Decides, in this order:
    ///
    /// 1. Transfer-Encoding beside Content-Length: refused. The sender may mean one and a proxy
    ///    read the other (section 6.1).
    /// 2. Transfer-Encoding in HTTP/1.0: refused, for that version does not know it (section 6.1).
    /// 3. Transfer-Encoding that is `chunked`, once and alone: chunked.
    /// 4. Any other Transfer-Encoding: unknown codings 501, everything else 400 (sections 6.1 and
    ///    7).
    /// 5. Content-Length more than once, even with the same value: refused. Which of them a proxy
    ///    took cannot be known (section 6.3).
    /// 6. Content-Length that is not one to eighteen digits: no sign, no list, no space, no other
    ///    base (RFC 9110, section 8.6).
    /// 7. Neither: no content.
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
            case 0 -> new Decoded.Ready<>(new None());
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
        return new Decoded.Ready<>(octets == 0 ? new None() : new Length(octets));
    }

    private static Decoded<Framing> refused(ErrorCode code, String detail) {
        return new Decoded.Refused<>(new Violation(code, detail));
    }
}
