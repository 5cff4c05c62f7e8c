package pounce.engine.tls;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import pounce.api.error.ErrorCode;
import pounce.engine.message.Decoded;
import pounce.engine.message.Violation;

/// Finds the end of the ClientHello with which a connection begins, and refuses what is none at the
/// first octet that shows it (RFC 8446, sections 4 and 5.1). What the message says is the business
/// of the engine.
///
/// ```
/// 16 03 xx len len | 01 len len len …     a record, and the message that begins in it
/// 16 03 xx len len | …                    more records, if it is longer than that one
/// ```
///
/// Nothing is kept between two calls, so the pieces in which the octets came make no difference.
public final class ClientHelloDecoder {
    private static final int RECORD_HEADER = 5;
    private static final int HANDSHAKE_RECORD = 22;
    private static final int MAJOR_VERSION = 3;

    /// In octets: 2^14 (RFC 8446, section 5.1).
    private static final int LONGEST_FRAGMENT = 1 << 14;

    private static final int MESSAGE_HEADER = 4;
    private static final int CLIENT_HELLO = 1;

    private static final Decoded<Integer> NEED_MORE = new Decoded.NeedMore<>();

    private final ByteBuffer octets;
    private final int limit;

    /// Octets of the message in the records so far.
    private int carried;

    /// Octets of its header that have been looked at.
    private int headerSeen;

    /// What the header says of the rest, so far.
    private int length;

    private ClientHelloDecoder(ByteBuffer octets, int limit) {
        this.octets = octets;
        this.limit = limit;
    }

    /// Looks at what has arrived.
    ///
    /// @param octets all since the connection began; the position stays
    /// @param limit how long the message with its record headers may be, in octets
    /// @return the length of the records that hold it, in octets; or that more is needed, or the
    ///   rule that is broken
    public static Decoded<Integer> decode(ByteBuffer octets, int limit) {
        return new ClientHelloDecoder(octets.slice(), limit).decode();
    }

    private Decoded<Integer> decode() {
        int record = 0;
        while (true) {
            var violation = headerFault(record);
            if (violation != null) {
                return new Decoded.Refused<>(violation);
            }
            int start = record + RECORD_HEADER;
            if (start > octets.limit()) {
                return NEED_MORE;
            }
            int end = start + fragmentLength(record);
            violation = end > limit ? tooLong() : fragmentFault(start, end);
            if (violation != null) {
                return new Decoded.Refused<>(violation);
            }
            if (end > octets.limit()) {
                return NEED_MORE;
            }
            if (isWhole()) {
                return new Decoded.Ready<>(end);
            }
            record = end;
        }
    }

    /// {@return what is wrong with a record header, as far as it has come; null for nothing}
    private @Nullable Violation headerFault(int record) {
        int known = octets.limit() - record;
        if (known > 0 && octet(record) != HANDSHAKE_RECORD) {
            return record == 0 && isLetter(octet(0))
                    ? new Violation(ErrorCode.POUNCE_PARSE_PLAIN_HTTP, "a letter, as of a method")
                    : noClientHello("no record of a handshake");
        }
        if (known > 1 && octet(record + 1) != MAJOR_VERSION) {
            return noClientHello("no version of TLS");
        }
        if (known >= RECORD_HEADER) {
            int fragment = fragmentLength(record);
            return fragment == 0 || fragment > LONGEST_FRAGMENT
                    ? noClientHello("a record that is empty, or too long")
                    : null;
        }
        return null;
    }

    /// Looks at a fragment of the message, as far as it has come.
    private @Nullable Violation fragmentFault(int start, int end) {
        carried += end - start;
        for (int i = start; i < end && i < octets.limit() && headerSeen < MESSAGE_HEADER; i++) {
            if (headerSeen == 0 && octet(i) != CLIENT_HELLO) {
                return noClientHello("another message of a handshake");
            }
            if (headerSeen > 0) {
                length = length << 8 | octet(i);
            }
            headerSeen++;
        }
        return headerSeen == MESSAGE_HEADER && MESSAGE_HEADER + length > limit ? tooLong() : null;
    }

    private Violation tooLong() {
        return new Violation(
                ErrorCode.POUNCE_LIMIT_CLIENT_HELLO,
                "a ClientHello of more than " + limit + " octets");
    }

    private boolean isWhole() {
        return headerSeen == MESSAGE_HEADER && carried >= MESSAGE_HEADER + length;
    }

    private static Violation noClientHello(String rule) {
        return new Violation(ErrorCode.POUNCE_PARSE_CLIENT_HELLO, rule);
    }

    private static boolean isLetter(int octet) {
        return octet >= 'A' && octet <= 'Z';
    }

    private int fragmentLength(int record) {
        return octet(record + 3) << 8 | octet(record + 4);
    }

    private int octet(int index) {
        return octets.get(index) & 0xff;
    }
}
