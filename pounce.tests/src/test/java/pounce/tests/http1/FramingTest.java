package pounce.tests.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pounce.tests.http1.HeadReading.head;
import static pounce.tests.http1.HeadReading.request;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.error.ErrorCode;
import pounce.engine.http1.Framing;

/// Every way known to make two readers disagree on where a request ends, by name.
final class FramingTest {

    private static Framing framing(String... lines) {
        return head(request("POST / HTTP/1.1", "host: a", lines)).framing();
    }

    private static void refuses(ErrorCode code, String... lines) {
        HeadReading.refuses(code, request("POST / HTTP/1.1", "host: a", lines));
    }

    private static void refusesLength(String... lines) {
        refuses(ErrorCode.POUNCE_PARSE_CONTENT_LENGTH, lines);
    }

    private static void refusesCoding(String... lines) {
        refuses(ErrorCode.POUNCE_PARSE_TRANSFER_ENCODING, lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "X"})
    void thereIsNoContentWhereNothingSaysSo(String method) {
        assertEquals(
                new Framing.None(), head(request(method + " / HTTP/1.1", "host: a")).framing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "X"})
    void anyMethodMayHaveContent(String method) {
        assertEquals(
                new Framing.Length(3),
                head(request(method + " / HTTP/1.1", "host: a", "content-length: 3")).framing());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "42, 42",
        "0042, 42",
        "007, 7",
        "2147483648, 2147483648",
        "999999999999999999, 999999999999999999"
    })
    void aLengthIsDecimal(String value, long octets) {
        assertEquals(new Framing.Length(octets), framing("content-length: " + value));
        assertEquals(new Framing.Length(octets), framing("Content-Length:\t" + value + " "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "00"})
    void aLengthOfZeroIsNoContent(String value) {
        var framing = framing("content-length: " + value);

        assertTrue(
                framing.equals(new Framing.Length(0)) || framing.equals(new Framing.None()),
                framing.toString());
    }

    @Test
    void theOldVersionMayHaveALength() {
        assertEquals(
                new Framing.Length(3),
                head(request("POST / HTTP/1.0", "host: a", "content-length: 3")).framing());
    }

    @Test
    void refusesTwoEqualLengths() {
        refusesLength("content-length: 5", "content-length: 5");
    }

    @Test
    void refusesTwoDifferentLengths() {
        refusesLength("content-length: 5", "Content-Length: 6");
    }

    @Test
    void refusesTwoLengthsFarApart() {
        refusesLength("content-length: 5", "x: y", "content-length: 5");
    }

    @Test
    void refusesAnEmptyLengthBesideAnother() {
        refusesLength("content-length:", "content-length: 5");
        refusesLength("content-length: 5", "content-length:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5, 5", "5,5", "5, 6", ",5", "5,", "0,0"})
    void refusesAListOfLengths(String value) {
        refusesLength("content-length: " + value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+5", "-5", "-0", "+0", "--5", "-1"})
    void refusesALengthWithASign(String value) {
        refusesLength("content-length: " + value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5 5", "1 0", "5\t5", "5 ;"})
    void refusesALengthWithSpaces(String value) {
        refusesLength("content-length: " + value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x5", "5h", "a", "A", "0b1", "5e1", "1_0", "5.0", "5L", "\"5\"", "x"})
    void refusesALengthOfAnotherBaseOrKind(String value) {
        refusesLength("content-length: " + value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00b2", "\u00b9\u00b2", "5\u00a0", "\u00a05"})
    void refusesDigitsAndSpacesOfLatin1(String value) {
        refusesLength("content-length: " + value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void refusesALengthThatIsEmpty(String value) {
        refusesLength("content-length:" + value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1000000000000000000",
                "9223372036854775807",
                "9223372036854775808",
                "18446744073709551616",
                "18446744073709551621",
                "99999999999999999999999999999999999999"
            })
    void refusesALengthThatCouldOverflow(String value) {
        refusesLength("content-length: " + value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunked", "gzip", "identity", "x", "", "chunked, identity"})
    void refusesALengthBesideAnyTransferEncoding(String coding) {
        refuses(
                ErrorCode.POUNCE_PARSE_SMUGGLING_CL_TE,
                "content-length: 5",
                "transfer-encoding: " + coding);
        refuses(
                ErrorCode.POUNCE_PARSE_SMUGGLING_CL_TE,
                "Transfer-Encoding: " + coding,
                "x: y",
                "Content-Length: 5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "x", "", "5, 5"})
    void refusesAnyLengthBesideChunked(String length) {
        refuses(
                ErrorCode.POUNCE_PARSE_SMUGGLING_CL_TE,
                "content-length: " + length,
                "transfer-encoding: chunked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunked", "gzip", "identity", "gzip, chunked", ""})
    void refusesTransferEncodingInTheOldVersion(String coding) {
        HeadReading.refuses(
                ErrorCode.POUNCE_PARSE_TRANSFER_ENCODING,
                request("POST / HTTP/1.0", "host: a", "transfer-encoding: " + coding));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunked", "Chunked", "CHUNKED", "cHuNkEd", " \tchunked \t"})
    void chunkedIsChunkedInAnyCase(String value) {
        assertEquals(new Framing.Chunked(), framing("transfer-encoding:" + value));
        assertEquals(new Framing.Chunked(), framing("TRANSFER-ENCODING:" + value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "deflate",
                "compress",
                "identity",
                "x",
                "xchunked",
                "chunkedx",
                "x-chunked",
                "chunke",
                "br"
            })
    void refusesContentThatDoesNotEndInChunks(String coding) {
        refusesCoding("transfer-encoding: " + coding);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip, chunked", "gzip,chunked", "deflate, gzip, CHUNKED"})
    void refusesACodingThatItDoesNotHaveBeforeChunked(String codings) {
        refuses(ErrorCode.POUNCE_PARSE_TRANSFER_CODING_UNKNOWN, "transfer-encoding: " + codings);
    }

    @Test
    void refusesACodingThatItDoesNotHaveOnALineBeforeChunked() {
        refuses(
                ErrorCode.POUNCE_PARSE_TRANSFER_CODING_UNKNOWN,
                "transfer-encoding: gzip",
                "transfer-encoding: chunked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunked, gzip", "chunked,gzip", "chunked, x, y", "Chunked, gzip"})
    void refusesChunkedThatIsNotLast(String codings) {
        refusesCoding("transfer-encoding: " + codings);
    }

    @Test
    void refusesChunkedThatIsNotLastOverTwoLines() {
        refusesCoding("transfer-encoding: chunked", "transfer-encoding: gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunked, identity", "chunked,identity", "Chunked, Identity"})
    void refusesChunkedBeforeIdentity(String codings) {
        refusesCoding("transfer-encoding: " + codings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chunked, chunked",
                "chunked,chunked",
                "chunked, CHUNKED",
                "gzip, chunked, chunked"
            })
    void refusesChunkedTwice(String codings) {
        refusesCoding("transfer-encoding: " + codings);
    }

    @Test
    void refusesChunkedTwiceOverTwoLines() {
        refusesCoding("transfer-encoding: chunked", "transfer-encoding: chunked");
        refusesCoding("transfer-encoding: chunked", "x: y", "Transfer-Encoding: Chunked");
    }

    @Test
    void refusesAnEmptyLineBesideChunked() {
        refusesCoding("transfer-encoding:", "transfer-encoding: chunked");
        refusesCoding("transfer-encoding: chunked", "transfer-encoding:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"chunked;a=b", "chunked; a=b", "chunked ; q=1", "chunked;", "chunked;a"})
    void refusesChunkedWithParameters(String coding) {
        refusesCoding("transfer-encoding: " + coding);
    }

    @ParameterizedTest
    @ValueSource(strings = {",chunked", ", chunked", "chunked,", "chunked, ", "gzip,,chunked", ","})
    void refusesACommaTooMany(String codings) {
        refusesCoding("transfer-encoding: " + codings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "chunked chunked", "gzip chunked", "chunked\tx", "\"chunked\"", "chunked\"",
                "'chunked' x", "chunked\u00a0", "\u00a0chunked", "chunked=", "[chunked]",
                        "=chunked",
                "chun ked", "chunked/x"
            })
    void refusesACodingThatIsMalformed(String coding) {
        refusesCoding("transfer-encoding: " + coding);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x08, 0x0b, 0x0c, 0x1c, 0x1f, 0x7f})
    void refusesControlCharactersAroundChunked(int c) {
        refuses(ErrorCode.POUNCE_PARSE_FIELD_VALUE, "transfer-encoding: " + (char) c + "chunked");
        refuses(ErrorCode.POUNCE_PARSE_FIELD_VALUE, "transfer-encoding: chunked" + (char) c);
        refuses(ErrorCode.POUNCE_PARSE_FIELD_VALUE, "content-length: 5" + (char) c);
    }

    @ParameterizedTest
    @ValueSource(strings = {"transfer-encoding", "content-length"})
    void refusesFramingBehindAFold(String name) {
        refuses(ErrorCode.POUNCE_PARSE_FIELD_FOLDED, name + ":", " 5");
        refuses(ErrorCode.POUNCE_PARSE_FIELD_FOLDED, "x: y", " " + name + ": 5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transfer_encoding: chunked",
                "content_length: 5",
                "x-transfer-encoding: chunked",
                "content-length-x: 5",
                "te: chunked",
                "content-lengt: 5"
            })
    void fieldsOfSimilarNamesDoNotFrame(String line) {
        assertEquals(new Framing.None(), framing(line));
    }
}
