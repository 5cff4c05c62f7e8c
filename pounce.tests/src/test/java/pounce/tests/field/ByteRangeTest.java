package pounce.tests.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import pounce.api.field.ByteRange;

final class ByteRangeTest {
    @Test
    void writesTheContentRangesOfTheRfc() {
        assertEquals("bytes 42-1233/1234", new ByteRange(42, 1233).contentRange(1234));
        assertEquals("bytes */1234", ByteRange.unsatisfied(1234));
    }

    @Test
    void countsBothEnds() {
        assertEquals(1, new ByteRange(7, 7).length());
        assertEquals(500, new ByteRange(0, 499).length());
    }

    @Test
    void hasALengthAtTheEndOfLong() {
        assertEquals(Long.MAX_VALUE, new ByteRange(0, Long.MAX_VALUE - 1).length());
    }

    @Test
    void refusesEndsInTheWrongOrder() {
        assertThrows(IllegalArgumentException.class, () -> new ByteRange(1, 0));
    }

    @Test
    void refusesANegativePosition() {
        assertThrows(IllegalArgumentException.class, () -> new ByteRange(-1, 0));
    }

    @Test
    void refusesARangeWhoseLengthIsNoLong() {
        assertThrows(IllegalArgumentException.class, () -> new ByteRange(0, Long.MAX_VALUE));
    }

    @Test
    void refusesToWriteARangeBeyondTheEnd() {
        assertThrows(IllegalArgumentException.class, () -> new ByteRange(0, 9).contentRange(9));
    }

    @Test
    void refusesToWriteANegativeLength() {
        assertThrows(IllegalArgumentException.class, () -> ByteRange.unsatisfied(-1));
    }
}
