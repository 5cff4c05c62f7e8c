package pounce.lifecycle.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// The time of an event by the wall clock, as text that is made once a second. For one thread at a
/// time.
final class Moment {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter COMMON =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss '+0000'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    /// The same moment on both clocks, read again every second, for the wall clock may jump.
    private long nanoTime = System.nanoTime() - 2 * SECOND;

    private long epochNanos;

    private long second = Long.MIN_VALUE;
    private byte[] iso = {};
    private byte[] common = {};
    private int millis = -1;

    /// Becomes the time of an event.
    ///
    /// @param timestampNs on the clock of [System#nanoTime()]
    void set(long timestampNs) {
        long since = timestampNs - nanoTime;
        if (since > SECOND || since < -SECOND) {
            compareClocks();
            since = timestampNs - nanoTime;
        }
        long nanos = epochNanos + since;
        long now = Math.floorDiv(nanos, SECOND);
        if (now != second) {
            second = now;
            var instant = Instant.ofEpochSecond(now);
            iso = ISO.format(instant).getBytes(US_ASCII);
            millis = -1;
            common = COMMON.format(instant).getBytes(US_ASCII);
        }
        setMillis((int) ((nanos - SECOND * now) / 1_000_000));
    }

    private void setMillis(int value) {
        if (value == millis) return;
        millis = value;
        int end = iso.length;
        iso[end - 3] = (byte) ('0' + value / 100);
        iso[end - 2] = (byte) ('0' + value / 10 % 10);
        iso[end - 1] = (byte) ('0' + value % 10);
    }

    private void compareClocks() {
        var now = Instant.now();
        nanoTime = System.nanoTime();
        epochNanos = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /// {@return date and time in UTC, such as `2026-11-30T12:00:00.123`; valid until the next
    /// [#set]}
    byte[] iso() {
        return iso;
    }

    /// {@return such as `30/Nov/2026:12:00:00 +0000`}
    byte[] common() {
        return common;
    }
}
