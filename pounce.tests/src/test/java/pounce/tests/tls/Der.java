package pounce.tests.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Writes DER (X.690): enough of it for certificates and keys.
final class Der {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private Der() {}

    static byte[] element(int tag, byte[]... contents) {
        var content = join(contents);
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 128) {
            out.write(content.length);
        } else {
            var length = BigInteger.valueOf(content.length).toByteArray();
            int from = length[0] == 0 ? 1 : 0;
            out.write(0x80 | (length.length - from));
            out.write(length, from, length.length - from);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] sequence(byte[]... contents) {
        return element(0x30, contents);
    }

    static byte[] set(byte[]... contents) {
        return element(0x31, contents);
    }

    static byte[] integer(BigInteger value) {
        return element(0x02, value.toByteArray());
    }

    static byte[] integer(long value) {
        return integer(BigInteger.valueOf(value));
    }

    static byte[] bool(boolean value) {
        return element(0x01, new byte[] {(byte) (value ? 0xff : 0)});
    }

    static byte[] nothing() {
        return element(0x05);
    }

    static byte[] octets(byte[] value) {
        return element(0x04, value);
    }

    static byte[] bits(byte[] value) {
        return element(0x03, new byte[] {0}, value);
    }

    static byte[] utf8(String value) {
        return element(0x0c, value.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] time(Instant value) {
        return element(0x18, TIME.format(value).getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] oid(String dotted) {
        var numbers = dotted.split("\\.", -1);
        var out = new ByteArrayOutputStream();
        out.write(40 * Integer.parseInt(numbers[0]) + Integer.parseInt(numbers[1]));
        for (int i = 2; i < numbers.length; i++) {
            long number = Long.parseLong(numbers[i]);
            int groups = Math.max(1, (64 - Long.numberOfLeadingZeros(number) + 6) / 7);
            for (int group = groups - 1; group >= 0; group--) {
                out.write((int) ((number >> (7 * group)) & 0x7f) | (group > 0 ? 0x80 : 0));
            }
        }
        return element(0x06, out.toByteArray());
    }
}
