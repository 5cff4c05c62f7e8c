package pounce.tests.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.engine.message.RequestTarget;

final class RequestTargetTest {

    private static RequestTarget parsed(String text) {
        return assertParsed("GET", text, false);
    }

    private static RequestTarget assertParsed(String method, String text, boolean encodedSlash) {
        var target = RequestTarget.parse(method, text, encodedSlash);
        assertNotNull(target, text);
        return target;
    }

    private static void refuses(String text) {
        assertNull(RequestTarget.parse("GET", text, false));
    }

    @Nested
    final class OriginForm {
        @ParameterizedTest
        @CsvSource({
            "/, /, ''",
            "/a/b, /a/b, ''",
            "/a?b, /a, b",
            "/?, /, ''",
            "/?a?b, /, a?b",
            "/a?b/../c, /a, b/../c",
            "/a?b=c&d=%20+e, /a, b=c&d=%20+e",
            "//, //, ''",
            "//a, //a, ''",
            "/a//b, /a//b, ''",
            "/a;b=c:d@e, /a;b=c:d@e, ''"
        })
        void isAPathAndPerhapsAQuery(String text, String path, String query) {
            assertEquals(new RequestTarget(path, path, query, ""), parsed(text));
        }

        @ParameterizedTest
        @ValueSource(strings = {"/", "/a/b", "/a//b", "/a.b/c..d", "/a;b=c", "/a?b=c", "/a?b=%20"})
        void costsNoSecondTextWhereThereIsNothingToDecode(String text) {
            var octets = text.getBytes(ISO_8859_1);
            var fromText = parsed(text);
            var fromOctets = RequestTarget.parse("GET", octets, 0, octets.length, false);

            assertSame(fromText.rawPath(), fromText.path());
            assertNotNull(fromOctets);
            assertSame(fromOctets.rawPath(), fromOctets.path());
        }

        @ParameterizedTest
        @CsvSource({"/a;b=c/..;d/e, /a;b=c/..;d/e", "/a;b/../c, /c", "/;/a, /;/a"})
        void keepsParametersAsTheyAre(String text, String path) {
            assertEquals(path, parsed(text).path());
        }

        @Test
        void takesAllCharactersOfPaths() {
            var path = "/azAZ09-._~!$&'()*+,;=:@";

            assertEquals(path, parsed(path).path());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "", "a", "a/b", "a:80", "?a", "*", "**", "/#", "/a#b", "/?a#b", ".", ".."
                })
        void beginsWithASlashAndHasNoFragment(String text) {
            refuses(text);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/\"", "/<", "/>", "/\\", "/^", "/`", "/{", "/}", "/|", "/[", "/]", "/\u00e9",
                    "/\0", "/\t", "/\u007f", "/\u001f", "/\u00a0"
                })
        void hasNoOtherCharactersInItsPath(String text) {
            refuses(text);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"/%", "/%4", "/%zz", "/%4g", "/%g4", "/a%", "/%%41", "/%u0041", "/%+4"})
        void hasWholeEscapesInItsPath(String text) {
            refuses(text);
        }
    }

    @Nested
    final class AbsoluteForm {
        @ParameterizedTest
        @CsvSource({
            "http://a/b, /b, '', a",
            "http://a/b?c, /b, c, a",
            "http://a:80/, /, '', a:80",
            "https://a/, /, '', a",
            "HTTP://A/B, /B, '', A",
            "http://[::1]:80/a, /a, '', [::1]:80",
            "http://a, /, '', a",
            "http://a?b, /, b, a",
            "http://a//b, //b, '', a",
            "http://a/http://b/, /http://b/, '', a",
            "http://a?b/c@d, /, b/c@d, a"
        })
        void isAnAuthorityAndPerhapsAPathAndAQuery(
                String text, String path, String query, String authority) {
            var target = parsed(text);

            assertEquals(path, target.path());
            assertEquals(query, target.rawQuery());
            assertEquals(authority, target.authority());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http:",
                    "http:/",
                    "http://",
                    "http:///",
                    "http:///a",
                    "http:a",
                    "http:/a",
                    "http://:80/",
                    "http://?a",
                    "http://a:b/",
                    "http://a b/",
                    "http://[::1/",
                    "http://a#b",
                    "http://a/#b",
                    "://a/",
                    "http//a/",
                    "http://%zz/"
                })
        void hasAProperAuthority(String text) {
            refuses(text);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://u@a/",
                    "http://u:p@a/",
                    "http://@a/",
                    "http://a@b@c/",
                    "http://a:80@b/"
                })
        void hasNoUser(String text) {
            refuses(text);
        }

        @Test
        void losesDotSegmentsToo() {
            assertEquals("/b", parsed("http://a/x/../b").path());
            refuses("http://a/../b");
        }
    }

    @Nested
    final class AsteriskForm {
        @Test
        void isForOptions() {
            assertEquals("*", assertParsed("OPTIONS", "*", false).rawPath());
            assertTrue(assertParsed("OPTIONS", "*", false).isAsterisk());
        }

        @ParameterizedTest
        @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "options", "X"})
        void isForNothingElse(String method) {
            assertNull(RequestTarget.parse(method, "*", false));
        }

        @ParameterizedTest
        @ValueSource(strings = {"*?", "*?a", "**", "*/", "/*/..*#"})
        void isAnAsteriskAlone(String text) {
            assertNull(RequestTarget.parse("OPTIONS", text, false));
        }

        @Test
        void isNoPath() {
            assertEquals("/*", parsed("/*").path());
            assertFalse(parsed("/*").isAsterisk());
        }
    }

    @Nested
    final class Decoding {
        @ParameterizedTest
        @CsvSource({
            "/%41, /A",
            "/%7e, /~",
            "/a%20b, /a b",
            "/a+b, /a+b",
            "/%25, /%",
            "/%2541, /%41",
            "/%252e%252e/a, /%2e%2e/a",
            "/%3F, /?",
            "/%23, /#",
            "/%c3%a9, /\u00e9",
            "/%C3%A9, /\u00e9",
            "/%e2%82%ac, /\u20ac",
            "/%f0%9f%90%88, /\uD83D\uDC08",
            "/%2A, /*"
        })
        void isDoneOnceAndAsUtf8(String text, String path) {
            var target = parsed(text);

            assertEquals(path, target.path());
            assertEquals(text, target.rawPath());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/%80",
                    "/%ff",
                    "/%fe",
                    "/%c3",
                    "/%c3a",
                    "/%c3/%a9",
                    "/%e2%82",
                    "/%c0%af",
                    "/%c0%ae",
                    "/%e0%80%af",
                    "/%c1%bf",
                    "/%ed%a0%80",
                    "/%ed%b0%80",
                    "/%f4%90%80%80",
                    "/%f8%88%80%80%80",
                    "/%e9",
                    "/%a9%c3",
                    "/%c0%80"
                })
        void refusesWhatIsNoUtf8(String text) {
            refuses(text);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/a%2fb",
                    "/a%2Fb",
                    "/%2f",
                    "/%5c",
                    "/a%5Cb",
                    "/%00",
                    "/a%00.txt",
                    "/..%2fa",
                    "/%2e%2e%2fa",
                    "/..%5ca"
                })
        void refusesWhatServersAndFileSystemsDisagreeOn(String text) {
            refuses(text);
        }

        @Test
        void letsAnEncodedSlashPassWhereItIsAllowed() {
            var target = assertParsed("GET", "/a%2Fb", true);

            assertEquals("/a/b", target.path());
            assertEquals("/a%2Fb", target.rawPath());
        }

        @ParameterizedTest
        @ValueSource(strings = {"/%5c", "/%00", "/a%2fb%5c", "/a%2f%00"})
        void refusesTheOthersEvenThen(String text) {
            assertNull(RequestTarget.parse("GET", text, true));
        }

        @ParameterizedTest
        @ValueSource(strings = {"/..%2fa", "/a%2f..%2f..%2fb", "/%2e%2e%2fa", "/a/..%2f../b"})
        void refusesAClimbThatAnEncodedSlashHides(String text) {
            assertNull(RequestTarget.parse("GET", text, true));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"/a%2f..%2fb", "/a%2f../b", "/a/..%2fb", "/%2e%2fb", "/a%2f%2e%2e%2fb"})
        void refusesDotSegmentsThatAnEncodedSlashHides(String text) {
            assertNull(RequestTarget.parse("GET", text, true));
        }
    }

    @Nested
    final class DotSegments {
        /// RFC 3986, section 5.2.4.
        @ParameterizedTest
        @CsvSource({
            "/., /",
            "/./, /",
            "/a/., /a/",
            "/a/./b, /a/b",
            "/a/.., /",
            "/a/../, /",
            "/a/../b, /b",
            "/a/b/.., /a/",
            "/a/b/../.., /",
            "/a/b/../../c, /c",
            "/a/b/c/./../../g, /a/g",
            "/a//../b, /a/b",
            "/./a, /a",
            "/././., /",
            "/%2e, /",
            "/a/%2e/b, /a/b",
            "/a/%2E%2e/b, /b",
            "/a/.%2e/b, /b",
            "/a/%2e./b, /b"
        })
        void areTakenAway(String text, String path) {
            assertEquals(path, parsed(text).path());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/...", "/.a", "/..a", "/a.", "/a..", "/.a/..b", "/a...b", "/.../a", "/a;.."
                })
        void areNotWhatOnlyBeginsOrEndsLikeThem(String text) {
            assertEquals(text, parsed(text).path());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/..",
                    "/../",
                    "/../a",
                    "/a/../..",
                    "/a/../../b",
                    "/./..",
                    "/%2e%2e",
                    "/%2E%2E/a",
                    "/.%2e/a",
                    "/a/%2e%2e/%2e%2e/b",
                    "/a/b/../../../c/d"
                })
        void neverClimbAboveTheRoot(String text) {
            refuses(text);
        }

        @Test
        void stayInTheRawPath() {
            assertEquals("/a/../b", parsed("/a/../b").rawPath());
        }
    }

    @Nested
    final class Query {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a=b&c=d",
                    "a=%20",
                    "a=b+c",
                    "/?:@",
                    "a=[1]",
                    "a[]=1",
                    "{a}",
                    "a|b",
                    "a^b",
                    "a`b",
                    "a\\b",
                    "%2F%5C%00",
                    "%ff",
                    "..",
                    "/../..",
                    "a=http://b/c?d"
                })
        void isTakenAsBrowsersSendIt(String query) {
            assertEquals(query, parsed("/?" + query).rawQuery());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"\"", "<", ">", "#", "\u00e9", "\0", "\t", "\u007f", "\u0001", "\u00ff"})
        void hasNothingThatBrowsersEscape(String query) {
            refuses("/?a" + query + "b");
        }
    }
}
