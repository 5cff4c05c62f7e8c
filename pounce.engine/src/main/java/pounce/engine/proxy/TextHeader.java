package pounce.engine.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;
import pounce.api.Address;
import pounce.api.field.IpLiteral;
import pounce.engine.message.Decoded;

/// Version 1: one line.
///
/// ```text
///   PROXY TCP4 192.0.2.1 192.0.2.2 4711 443 CRLF
///   PROXY TCP6 2001:db8::1 2001:db8::2 4711 443 CRLF
///   PROXY UNKNOWN whatever CRLF
/// ```
final class TextHeader {
    /// In octets, with CRLF: what two IPv6 addresses of full length need.
    private static final int LONGEST = 107;

    private static final byte[] START = "PROXY ".getBytes(ISO_8859_1);
    private static final String UNKNOWN = "PROXY UNKNOWN";
    private static final int WORDS = 6;

    /// A leading zero would be octal to some.
    private static final Pattern PORT = Pattern.compile("0|[1-9][0-9]{0,4}");

    private TextHeader() {}

    static Decoded<ProxyHeader> decode(ByteBuffer input) {
        if (!ProxyHeaderDecoder.mayStartWith(START, input)) {
            return ProxyHeaderDecoder.refused("no PROXY header");
        }
        var line = input.slice().limit(Math.min(input.remaining(), LONGEST));
        int end = lineEnding(line);
        if (end < line.limit() && line.get(end) == '\n') {
            return ProxyHeaderDecoder.refused("bare LF");
        }
        if (end + 1 >= line.limit()) {
            return line.limit() == LONGEST
                    ? ProxyHeaderDecoder.refused("line too long")
                    : ProxyHeaderDecoder.NEED_MORE;
        }
        if (line.get(end + 1) != '\n') {
            return ProxyHeaderDecoder.refused("bare CR");
        }
        var decoded = parse(ISO_8859_1.decode(line.slice(0, end)).toString());
        if (decoded instanceof Decoded.Ready<ProxyHeader>) {
            input.position(input.position() + end + 2);
        }
        return decoded;
    }

    /// {@return where the first CR or LF is; the limit if there is none}
    private static int lineEnding(ByteBuffer line) {
        int i = 0;
        while (i < line.limit() && line.get(i) != '\r' && line.get(i) != '\n') {
            i++;
        }
        return i;
    }

    private static Decoded<ProxyHeader> parse(String line) {
        if (line.equals(UNKNOWN) || line.startsWith(UNKNOWN + ' ')) {
            return new Decoded.Ready<>(new ProxyHeader.Unknown());
        }
        var words = line.split(" ", -1);
        if (words.length != WORDS) {
            return ProxyHeaderDecoder.refused("not six words");
        }
        var source = address(words[1], words[2], words[4]);
        var destination = address(words[1], words[3], words[5]);
        if (source.isEmpty() || destination.isEmpty()) {
            return ProxyHeaderDecoder.refused("no addresses of this family");
        }
        return new Decoded.Ready<>(new ProxyHeader.Forwarded(source.get(), destination.get()));
    }

    private static Optional<Address> address(String family, String host, String port) {
        boolean matches =
                switch (family) {
                    case "TCP4" -> host.indexOf(':') < 0;
                    case "TCP6" -> host.indexOf(':') >= 0;
                    default -> false;
                };
        return matches && isPort(port)
                ? IpLiteral.canonical(host)
                        .map(literal -> new Address(literal, Integer.parseInt(port)))
                : Optional.empty();
    }

    private static boolean isPort(String text) {
        return PORT.matcher(text).matches() && Integer.parseInt(text) <= 65_535;
    }
}
