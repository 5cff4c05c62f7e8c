package pounce.tests.tls;

import java.nio.ByteBuffer;
import pounce.api.error.ErrorCode;
import pounce.engine.message.Decoded;

/// A second reader of ClientHellos: octet by octet, with nothing but the octets before in mind.
final class ClientHelloReader {
    private static final int HEADER = 5;

    private final int limit;
    private int seen;
    private int inHeader;
    private int fragment;
    private long message;
    private int inMessage;

    private ClientHelloReader(int limit) {
        this.limit = limit;
    }

    /// {@return what the engine should see: a length, a code, or that more is needed}
    static Object read(byte[] octets, int limit) {
        var reader = new ClientHelloReader(limit);
        for (var octet : octets) {
            var outcome = reader.take(octet & 0xff);
            if (outcome != null) {
                return outcome;
            }
        }
        return "more";
    }

    private @org.jspecify.annotations.Nullable Object take(int octet) {
        seen++;
        if (inHeader < HEADER) {
            return takeHeader(octet);
        }
        fragment--;
        if (inMessage < 4) {
            message = message << 8 | octet;
            if (inMessage == 0 && octet != 1) {
                return ErrorCode.POUNCE_PARSE_CLIENT_HELLO;
            }
        }
        inMessage++;
        if (inMessage == 4 && length() > limit) {
            return ErrorCode.POUNCE_LIMIT_CLIENT_HELLO;
        }
        if (fragment == 0) {
            inHeader = 0;
            return inMessage >= 4 && inMessage >= length() ? seen : null;
        }
        return null;
    }

    private long length() {
        return 4 + (message & 0xff_ffff);
    }

    private @org.jspecify.annotations.Nullable Object takeHeader(int octet) {
        inHeader++;
        switch (inHeader) {
            case 1 -> {
                if (octet != 22) {
                    return seen == 1 && octet >= 65 && octet <= 90
                            ? ErrorCode.POUNCE_PARSE_PLAIN_HTTP
                            : ErrorCode.POUNCE_PARSE_CLIENT_HELLO;
                }
            }
            case 2 -> {
                if (octet != 3) {
                    return ErrorCode.POUNCE_PARSE_CLIENT_HELLO;
                }
            }
            case 4 -> fragment = octet << 8;
            case 5 -> {
                fragment |= octet;
                if (fragment < 1 || fragment > 16384) {
                    return ErrorCode.POUNCE_PARSE_CLIENT_HELLO;
                }
                if (seen + fragment > limit) {
                    return ErrorCode.POUNCE_LIMIT_CLIENT_HELLO;
                }
            }
            default -> {}
        }
        return null;
    }

    /// {@return the same of what the engine sees}
    static Object outcome(Decoded<Integer> decoded) {
        return switch (decoded) {
            case Decoded.Ready<Integer>(var length) -> length;
            case Decoded.NeedMore<Integer> _ -> "more";
            case Decoded.Refused<Integer>(var violation) -> violation.code();
        };
    }

    static ByteBuffer first(byte[] octets, int count) {
        return ByteBuffer.wrap(octets, 0, count);
    }
}
