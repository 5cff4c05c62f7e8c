package pounce.tests.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.field.IpLiteral;

final class IpLiteralTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "0:0:0:0:0:0:0:0, ::",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::ffff:c000:201, 192.0.2.1",
        "::192.0.2.1, ::c000:201",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3"
    })
    void writesAnAddressAsEverybodyWritesIt(String text, String canonical) {
        assertEquals(Optional.of(canonical), IpLiteral.canonical(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "127.1", "010.0.0.1", "[::1]", "fe80::1%eth0", "1.2.3.4:80"})
    void knowsWhatIsNoAddress(String text) {
        assertEquals(Optional.empty(), IpLiteral.canonical(text));
    }

    @ParameterizedTest
    @CsvSource({
        "c0000201, 192.0.2.1",
        "20010db8000000000000000000000001, 2001:db8::1",
        "00000000000000000000ffffc0000201, 192.0.2.1"
    })
    void writesOctets(String octets, String text) {
        assertEquals(text, IpLiteral.format(HexFormat.of().parseHex(octets)));
    }

    @Property
    void readsWhatItWrites(@ForAll @Size(16) byte[] octets) {
        var text = IpLiteral.format(octets);

        assertEquals(Optional.of(text), IpLiteral.canonical(text));
    }

    @Test
    void refusesToWriteWhatIsNoAddress() {
        assertThrows(IllegalArgumentException.class, () -> IpLiteral.format(new byte[5]));
    }
}
