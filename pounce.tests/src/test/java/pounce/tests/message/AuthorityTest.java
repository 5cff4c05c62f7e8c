package pounce.tests.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.engine.message.Authority;

final class AuthorityTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "example.org",
                "EXAMPLE.ORG",
                "example.org.",
                "a-b",
                "a_b",
                "a~b",
                "xn--bcher-kva",
                "127.0.0.1",
                "1",
                "%41",
                "%c3%a9",
                "a!$&'()*+,;=b",
                "a:",
                "a:0",
                "a:80",
                "a:65535",
                "127.0.0.1:8080",
                "%41:80"
            })
    void isARegisteredNameAndPerhapsAPort(String text) {
        assertTrue(Authority.isValid(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[::]",
                "[::1]",
                "[1::]",
                "[::1]:80",
                "[::1]:",
                "[1:2:3:4:5:6:7:8]",
                "[2001:DB8::a]",
                "[::ffff:192.0.2.1]",
                "[1::8]",
                "[1:2:3:4:5:6:7::]",
                "[::2:3:4:5:6:7:8]",
                "[1:2:3:4:5:6:192.0.2.1]",
                "[abcd:ef01:2345:6789:abcd:ef01:2345:6789]:443"
            })
    void isAnAddressInBracketsAndPerhapsAPort(String text) {
        assertTrue(Authority.isValid(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":80",
                "a:b",
                "a:8 0",
                "a:-1",
                "a:+1",
                "a:80:80",
                "a::80",
                "a:80/",
                "a:0x50",
                "a:\u0661"
            })
    void hasAHostAndADecimalPort(String text) {
        assertFalse(Authority.isValid(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"@", "u@a", "u:p@a", "@a", "a@", "a@b:80", "u@[::1]"})
    void hasNoUser(String text) {
        assertFalse(Authority.isValid(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b", " a", "a ", "a/b", "/", "a?b", "a#b", "a\\b", "a\"b", "<a>", "a^b", "a`b",
                "{a}", "a|b", "\u00e9", "a\0", "a\tb", "a\r\nb", "\u007f", "%", "%4", "%4g", "%zz",
                "a%"
            })
    void hasNoOtherCharacters(String text) {
        assertFalse(Authority.isValid(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "]",
                "[]",
                "[::1",
                "::1]",
                "::1",
                "[::1]a",
                "[::1]80",
                "[::1]:a",
                "a[::1]",
                "[[::1]]",
                "[g::]",
                "[:]",
                "[a]",
                "[1]",
                "[127.0.0.1]",
                "[::1]:80:80",
                "[ ::1]",
                "[::1/64]",
                "[::1%]",
                "[example.org]",
                "[::1@]",
                "[]:80"
            })
    void hasNothingLikeAnAddressInBrackets(String text) {
        assertFalse(Authority.isValid(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1:2:3:4:5:6:7]",
                "[1:2:3:4:5:6:7:8:9]",
                "[:::]",
                "[1::2::3]",
                "[12345::]",
                "[1:::2]",
                "[:1:2:3:4:5:6:7]",
                "[1:2:3:4:5:6:7:]",
                "[::1.2.3]",
                "[::256.1.1.1]",
                "[1.2.3.4::]",
                "[::1.2.3.4.5]",
                "[1:2:3:4:5:6:7::8:9]",
                "[1:2:3:4:5:6:7::8]",
                "[1.2.3.4::1]",
                "[::01.2.3.4]",
                "[1:2:3:4:5:6:7:1.2.3.4]",
                "[1:]",
                "[:1]",
                "[::1:]"
            })
    void hasAWholeAddressInBrackets(String text) {
        assertFalse(Authority.isValid(text));
    }

    @Property
    void isEveryAddressThatTheJdkWrites(@ForAll @Size(16) byte[] octets)
            throws UnknownHostException {
        var text = InetAddress.getByAddress(octets).getHostAddress();

        assertTrue(text.indexOf('.') > 0 || Authority.isValid("[" + text + "]"));
    }

    @Property
    void isEveryPort(@ForAll @IntRange(max = 65535) int port) {
        assertTrue(Authority.isValid("a:" + port));
    }

    /// What follows an authority in a URI can be told from it.
    @Property
    void neverHoldsADelimiter(@ForAll String text) {
        boolean isDelimited =
                text.chars().anyMatch(c -> "/?#@\\ ".indexOf(c) >= 0 || c < ' ' || c > '~');

        assertEquals(Authority.isValid(text) && !isDelimited, Authority.isValid(text));
    }
}
