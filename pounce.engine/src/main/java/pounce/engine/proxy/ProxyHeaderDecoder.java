package pounce.engine.proxy;

import java.nio.ByteBuffer;
import pounce.api.error.ErrorCode;
import pounce.engine.message.Decoded;
import pounce.engine.message.Violation;

/// Decodes the header with which a proxy begins a connection, in either version.
///
/// It keeps nothing between two calls, and refuses at the first octet that no header has there, so
/// the pieces in which the octets came make no difference.
public final class ProxyHeaderDecoder {
    static final Decoded<ProxyHeader> NEED_MORE = new Decoded.NeedMore<>();

    private ProxyHeaderDecoder() {}

    /// Looks at what has arrived.
    ///
    /// @param input its position moves behind a whole header, and else stays
    /// @return a header, or that more is needed, or the rule that is broken
    public static Decoded<ProxyHeader> decode(ByteBuffer input) {
        if (!input.hasRemaining()) {
            return NEED_MORE;
        }
        return input.get(input.position()) == 'P'
                ? TextHeader.decode(input)
                : BinaryHeader.decode(input);
    }

    /// {@return that there is no header}
    ///
    /// @param rule which is broken, for the log
    static Decoded<ProxyHeader> refused(String rule) {
        return new Decoded.Refused<>(new Violation(ErrorCode.POUNCE_PARSE_PROXY_HEADER, rule));
    }

    /// {@return whether what is there begins with `start`, as far as it reaches}
    static boolean mayStartWith(byte[] start, ByteBuffer input) {
        int known = Math.min(start.length, input.remaining());
        return input.slice(input.position(), known).equals(ByteBuffer.wrap(start, 0, known));
    }
}
