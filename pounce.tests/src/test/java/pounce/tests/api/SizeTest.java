package pounce.tests.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Size;

final class SizeTest {

    @Property
    void readsWhatItWrites(
            @ForAll @LongRange(min = 0) long octets, @ForAll @IntRange(max = 62) int zeros) {
        var size = new Size(octets >> zeros << zeros);

        assertEquals(size, Size.parse(size.toString()));
    }

    @Property
    void isOrderedByOctets(
            @ForAll @LongRange(min = 0) long one, @ForAll @LongRange(min = 0) long other) {
        assertEquals(Long.compare(one, other), new Size(one).compareTo(new Size(other)));
    }

    @ParameterizedTest
    @CsvSource({
        "0B, 0",
        "512B, 512",
        "1KiB, 1024",
        "64kib, 65536",
        "1MiB, 1048576",
        "2GIB, 2147483648",
        "9223372036854775807B, 9223372036854775807",
        "8589934591GiB, 9223372035781033984"
    })
    void reads(String text, long octets) {
        assertEquals(new Size(octets), Size.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0B",
        "1, 1B",
        "1023, 1023B",
        "1536, 1536B",
        "2048, 2KiB",
        "1048576, 1MiB",
        "3221225472, 3GiB"
    })
    void writesTheLargestWholeUnit(long octets, String text) {
        assertEquals(text, new Size(octets).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "B", "KiB", "12", "-1B", "+1B", "1.5MiB", "1 KiB", " 1B", "1B ", "1KB", "1k",
                "٣B", "1TiB", "0x1B"
            })
    void refusesWhatIsNoSize(String text) {
        var refused = assertThrows(IllegalArgumentException.class, () -> Size.parse(text));

        assertTrue(String.valueOf(refused.getMessage()).contains("64KiB"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808B",
                "99999999999999999999999B",
                "9007199254740992KiB",
                "8589934592GiB"
            })
    void refusesMoreThanALongCounts(String text) {
        var refused = assertThrows(IllegalArgumentException.class, () -> Size.parse(text));

        assertTrue(String.valueOf(refused.getMessage()).matches(".*(too large|more than).*"));
    }

    @Test
    void refusesLessThanNothing() {
        assertThrows(IllegalArgumentException.class, () -> new Size(-1));
        assertThrows(IllegalArgumentException.class, () -> Size.ofKibibytes(-1));
        assertThrows(IllegalArgumentException.class, () -> Size.ofGibibytes(Long.MIN_VALUE));
        assertThrows(IllegalArgumentException.class, () -> Size.ofMebibytes(Long.MAX_VALUE));
    }

    @Test
    void countsInPowersOfTwo() {
        assertEquals(new Size(3 * 1024), Size.ofKibibytes(3));
        assertEquals(new Size(3 * 1024 * 1024), Size.ofMebibytes(3));
        assertEquals(new Size(3L * 1024 * 1024 * 1024), Size.ofGibibytes(3));
    }
}
