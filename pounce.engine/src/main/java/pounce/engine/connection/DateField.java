package pounce.engine.connection;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import pounce.api.field.HttpDate;

/// The value of `Date` (RFC 9110, section 6.6.1), formatted once a second at most.
final class DateField {
    private static final byte[] NONE = {};

    private static final class Second {
        final long epochSecond;
        final byte[] octets;
        final String text;

        Second(long epochSecond, byte[] octets) {
            this.epochSecond = epochSecond;
            this.octets = octets;
            this.text = new String(octets, StandardCharsets.US_ASCII);
        }
    }

    private volatile Second latest = new Second(Long.MIN_VALUE, NONE);

    /// {@return the date now; must not be changed}
    byte[] octets() {
        return now().octets;
    }

    /// {@return the date now}
    String text() {
        return now().text;
    }

    private Second now() {
        long second = Math.floorDiv(System.currentTimeMillis(), 1000L);
        var known = latest;
        if (known.epochSecond != second) {
            var octets = new byte[HttpDate.LENGTH];
            HttpDate.write(Instant.ofEpochSecond(second), octets, 0);
            known = new Second(second, octets);
            latest = known;
        }
        return known;
    }
}
