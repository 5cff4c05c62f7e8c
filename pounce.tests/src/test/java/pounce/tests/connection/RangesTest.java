package pounce.tests.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.App;
import pounce.api.Response;
import pounce.api.ResponseBody;
import pounce.api.ResponseFile;
import pounce.api.ResponseStart;

/// RFC 9110, section 14: what a client gets that asks for parts of a file, or of content in memory
/// that may be asked for in parts.
final class RangesTest {
    private static final String ALL = "0123456789".repeat(1000);
    private static final String TAG = "\"v1\"";
    private static final String DATE = "Sun, 06 Nov 1994 08:49:37 GMT";

    @TempDir Path folder;
    private Path path;

    @BeforeEach
    void write() throws IOException {
        path = Files.writeString(folder.resolve("file"), ALL);
    }

    private Response file() {
        return Response.file("text/plain", path)
                .header("etag", TAG)
                .header("last-modified", DATE)
                .header("cache-control", "max-age=60")
                .header("x-kept", "yes");
    }

    private static Response memory() {
        return Response.bytes("text/plain", ALL.getBytes(ISO_8859_1))
                .header("etag", TAG)
                .header("last-modified", DATE)
                .header("cache-control", "max-age=60")
                .header("x-kept", "yes")
                .header("accept-ranges", "bytes");
    }

    private static String get(Response response, String... lines) {
        return ask(App.of(_ -> response), "GET", lines);
    }

    private static String ask(App app, String method, String... lines) {
        var request = new StringBuilder(method + " / HTTP/1.1\r\nhost: a\r\n");
        for (var line : lines) {
            request.append(line).append("\r\n");
        }
        return Conversation.withApp(app).hears(request + "\r\n").answer();
    }

    /// From a file and from memory it is the same.
    private List<String> answers(String... lines) {
        return List.of(get(file(), lines), get(memory(), lines));
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }

    private static String field(String answer, String name) {
        var found = Pattern.compile("\r\n" + name + ": ([^\r]*)\r\n").matcher(answer);
        return found.find() ? found.group(1) : "none";
    }

    private static String content(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    @Test
    void aRequestWithoutRangeGetsAll() {
        for (var answer : answers()) {
            assertEquals(200, status(answer));
            assertEquals("bytes", field(answer, "accept-ranges"));
            assertEquals("10000", field(answer, "content-length"));
            assertEquals(ALL, content(answer));
        }
    }

    // ---- sections 14.1.2, 14.2, 14.4 and 15.3.7.1

    @ParameterizedTest
    @CsvSource({
        "bytes=0-499,        0-499",
        "bytes=500-999,      500-999",
        "bytes=9500-,        9500-9999",
        "bytes=-500,         9500-9999",
        "bytes=0-0,          0-0",
        "bytes=-1,           9999-9999",
        "bytes=0-,           0-9999",
        "bytes=9999-,        9999-9999",
        "bytes=0-99999,      0-9999",
        "bytes=-99999,       0-9999",
        "Bytes=1-2,          1-2",
        "bytes=0-99999999999999999999, 0-9999"
    })
    void oneRangeIsA206WithItsOctets(String range, String expected) {
        int first = Integer.parseInt(expected.substring(0, expected.indexOf('-')));
        int last = Integer.parseInt(expected.substring(expected.indexOf('-') + 1));
        for (var answer : answers("range: " + range)) {
            assertEquals(206, status(answer));
            assertEquals("bytes " + expected + "/10000", field(answer, "content-range"));
            assertEquals(Integer.toString(last + 1 - first), field(answer, "content-length"));
            assertEquals(ALL.substring(first, last + 1), content(answer));
        }
    }

    @Test
    void a206HasTheFieldsOfThe200() {
        for (var answer : answers("range: bytes=0-1")) {
            assertEquals("text/plain", field(answer, "content-type"));
            assertEquals(TAG, field(answer, "etag"));
            assertEquals(DATE, field(answer, "last-modified"));
            assertEquals("max-age=60", field(answer, "cache-control"));
            assertEquals("yes", field(answer, "x-kept"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=2-1",
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "bytes=1-2-3",
                "bytes 0-1",
                "octets=0-1",
                "bytes=0-1;2-3",
                "",
                "bytes=0 - 1",
                "bytes=1-2,x"
            })
    void aRangeThatIsNoneIsIgnored(String range) {
        for (var answer : answers("range: " + range)) {
            assertEquals(200, status(answer));
            assertEquals(ALL, content(answer));
        }
    }

    @Test
    void twoRangeFieldsAreIgnored() {
        for (var answer : answers("range: bytes=0-1", "range: bytes=2-3")) {
            assertEquals(200, status(answer));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "POST", "DELETE"})
    void rangesAreForGetOnly(String method) {
        var answer = ask(App.of(_ -> file()), method, "range: bytes=0-1");

        assertEquals(200, status(answer));
        assertEquals("10000", field(answer, "content-length"));
    }

    // ---- section 15.5.17

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10000-", "bytes=10000-10001", "bytes=-0", "bytes=20000-,30000-"})
    void aRangeBeyondTheEndIsA416(String range) {
        for (var answer : answers("range: " + range)) {
            assertEquals(416, status(answer));
            assertEquals("bytes */10000", field(answer, "content-range"));
            assertEquals("0", field(answer, "content-length"));
            assertEquals("", content(answer));
        }
    }

    @Test
    void a416DoesNotDescribeWhatItDoesNotHave() {
        for (var answer : answers("range: bytes=10000-")) {
            for (var name : List.of("content-type", "etag", "last-modified", "cache-control")) {
                assertEquals("none", field(answer, name), name);
            }
            assertEquals("yes", field(answer, "x-kept"));
        }
    }

    @Test
    void nothingHasNoRanges() throws IOException {
        Files.writeString(path, "");

        var answer = get(file(), "range: bytes=0-");

        assertEquals(416, status(answer));
        assertEquals("bytes */0", field(answer, "content-range"));
    }

    // ---- section 13.1.5

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                TAG + " | 206",
                DATE + " | 206",
                "W/" + TAG + " | 200",
                "\"v2\" | 200",
                "Sun, 06 Nov 1994 08:49:38 GMT | 200",
                "x | 200"
            })
    void ifRangeDecidesBetweenAPartAndAll(String condition, int status) {
        for (var answer : answers("range: bytes=0-1", "if-range: " + condition)) {
            assertEquals(status, status(answer));
        }
    }

    @Test
    void ifRangeAloneMeansNothing() {
        for (var answer : answers("if-range: \"other\"")) {
            assertEquals(200, status(answer));
        }
    }

    @Test
    void aFailedIfRangeIsNo416() {
        for (var answer : answers("range: bytes=99999-", "if-range: \"v2\"")) {
            assertEquals(200, status(answer));
        }
    }

    // ---- sections 14.6 and 15.3.7.2

    @Test
    void severalRangesAreAMultipart() {
        for (var answer : answers("range: bytes=0-2,100-104,-3")) {
            assertEquals(206, status(answer));
            assertEquals(
                    "none",
                    field(answer.substring(0, answer.indexOf("\r\n\r\n") + 2), "content-range"));
            assertEquals(
                    List.of("0-2/10000=012", "100-104/10000=01234", "9997-9999/10000=789"),
                    parts(answer));
        }
    }

    @Test
    void partsStayInTheOrderOfTheField() {
        for (var answer : answers("range: bytes=-3, 0-2")) {
            assertEquals(List.of("9997-9999/10000=789", "0-2/10000=012"), parts(answer));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,2-3", "bytes=0-3,1-2", "bytes=2-3,0-2", "bytes=0-3,20000-"})
    void rangesThatTouchAreOne(String range) {
        for (var answer : answers("range: " + range)) {
            assertEquals("bytes 0-3/10000", field(answer, "content-range"));
            assertEquals("0123", content(answer));
        }
    }

    @Test
    void rangesThatTakeMoreThanAllAreAll() {
        for (var answer : answers("range: bytes=0-4990,4992-9999")) {
            assertEquals(200, status(answer));
            assertEquals(ALL, content(answer));
        }
    }

    @Test
    void moreRangesThanAreReasonableAreIgnored() {
        var many = new StringBuilder("bytes=");
        for (int i = 0; i <= 32; i++) {
            many.append(i == 0 ? "" : ",").append(4 * i).append('-').append(4 * i);
        }
        for (var answer : answers("range: " + many)) {
            assertEquals(200, status(answer));
        }
    }

    @Test
    void codedContentHasNoSeveralRanges() {
        var coded = file().header("content-encoding", "br");

        assertEquals(200, status(get(coded, "range: bytes=0-2,100-104")));
        assertEquals(206, status(get(coded, "range: bytes=0-2")));
    }

    /// Reads them as a client would, by the boundary that the head names.
    private static List<String> parts(String answer) {
        var type = field(answer, "content-type");
        assertTrue(type.startsWith("multipart/byteranges; boundary="), type);
        var boundary = type.substring(type.indexOf('=') + 1);
        var content = content(answer);
        assertEquals(Integer.toString(content.length()), field(answer, "content-length"));
        var parts = new ArrayList<String>();
        var pieces = content.split("\r\n--" + boundary, -1);
        assertEquals("", pieces[0]);
        assertEquals("--\r\n", pieces[pieces.length - 1]);
        for (int i = 1; i < pieces.length - 1; i++) {
            assertEquals("text/plain", field(pieces[i], "content-type"));
            parts.add(
                    field(pieces[i], "content-range").replace("bytes ", "")
                            + '='
                            + content(pieces[i]));
        }
        return parts;
    }

    // ---- who decides

    @Test
    void contentInMemoryHasRangesOnlyIfTheHandlerSaysSo() {
        var response = memory().headers(Response.text("").headers());

        var answer = get(response, "range: bytes=0-1");

        assertEquals(200, status(answer));
        assertEquals("none", field(answer, "accept-ranges"));
    }

    @Test
    void aHandlerMayRefuseRangesOfAFile() {
        var answer = get(file().header("accept-ranges", "none"), "range: bytes=0-1");

        assertEquals(200, status(answer));
        assertEquals(ALL, content(answer));
    }

    @Test
    void onlyA200HasRanges() {
        var answer = get(file().status(404), "range: bytes=0-1");

        assertEquals(404, status(answer));
        assertEquals(ALL, content(answer));
        assertEquals("none", field(answer, "accept-ranges"));
    }

    @Test
    void partOfAFileIsAWholeOfItsOwn() {
        App app =
                (_, _, send) -> {
                    try (var file = FileChannel.open(path)) {
                        send.send(new ResponseStart(200));
                        send.send(ResponseFile.last(file, 1000, 10));
                    }
                };

        assertEquals("0123456789", content(ask(app, "GET")));
        var answer = ask(app, "GET", "range: bytes=8-");
        assertEquals("bytes 8-9/10", field(answer, "content-range"));
        assertEquals("89", content(answer));
    }

    @Test
    void filesAndOctetsMayFollowEachOther() {
        App app =
                (_, _, send) -> {
                    try (var file = FileChannel.open(path)) {
                        send.send(new ResponseStart(200).header("content-length", "8"));
                        send.send(ResponseFile.piece(file, 0, 3));
                        send.send(ResponseBody.piece(ByteBuffer.wrap(new byte[] {'-'})));
                        send.send(ResponseFile.last(file, 5, 4));
                    }
                };

        var answer = ask(app, "GET");

        assertEquals("012-5678", content(answer));
        assertEquals("8", field(answer, "content-length"));
    }

    @Test
    void filesMayBePartsOfContentOfUnknownLength() {
        App app =
                (_, _, send) -> {
                    try (var file = FileChannel.open(path)) {
                        send.send(new ResponseStart(200));
                        send.send(ResponseFile.piece(file, 0, 3));
                        send.send(ResponseBody.end());
                    }
                };

        var answer = ask(app, "GET");

        assertEquals("chunked", field(answer, "transfer-encoding"));
        assertEquals("3\r\n012\r\n0\r\n\r\n", content(answer).replaceFirst("^0+", ""));
    }

    @Test
    void aFileOtherThanDeclaredIsRefusedBeforeTheHeadIsOut() {
        var answer = get(file().header("content-length", "9999"));

        assertEquals(500, status(answer));
        assertTrue(answer.contains("POUNCE_APP_CONTENT_LENGTH"), answer);
    }

    // ---- what goes wrong

    @Test
    void aFileThatIsNotThereIsA500() throws IOException {
        Files.delete(path);

        assertEquals(500, status(get(file())));
    }

    @Test
    void aFolderIsNoFile() {
        assertEquals(500, status(get(Response.file("text/plain", folder))));
    }

    @Test
    void aFileThatEndsTooEarlyEndsTheConnection() {
        App app =
                (_, _, send) -> {
                    try (var file = FileChannel.open(path)) {
                        send.send(new ResponseStart(200));
                        send.send(ResponseFile.last(file, 0, 10_001));
                    }
                };
        var two = "GET / HTTP/1.1\r\nhost: a\r\n\r\n".repeat(2);

        var transport = Conversation.withApp(app).hears(two);

        assertEquals("10001", field(transport.answer(), "content-length"));
        assertEquals(ALL, content(transport.answer()));
        assertTrue(transport.isClosed());
    }

    @Test
    void aHandlerThatCatchesTheFailureCannotGoOn() {
        App app =
                (_, _, send) -> {
                    try (var file = FileChannel.open(path)) {
                        send.send(new ResponseStart(200).header("content-length", "20000"));
                        try {
                            send.send(ResponseFile.piece(file, 0, 10_001));
                        } catch (RuntimeException _) {
                            send.send(ResponseFile.last(file, 0, 9_999));
                        }
                    }
                };

        var transport = Conversation.withApp(app).hears("GET / HTTP/1.1\r\nhost: a\r\n\r\n");

        assertEquals(ALL, content(transport.answer()));
        assertTrue(transport.isClosed());
    }

    @Test
    void aClosedFileIsTheApplicationsFault() {
        App app =
                (_, _, send) -> {
                    var file = FileChannel.open(path);
                    file.close();
                    send.send(new ResponseStart(200));
                    send.send(ResponseFile.last(file, 0, 10));
                };

        var transport = Conversation.withApp(app).hears("GET / HTTP/1.1\r\nhost: a\r\n\r\n");

        assertEquals("", content(transport.answer()));
        assertTrue(transport.isClosed());
    }

    // ---- any ranges

    @Provide
    Arbitrary<String> ranges() {
        var number = Arbitraries.longs().between(0, 11_000);
        var range =
                Arbitraries.oneOf(
                        Combinators.combine(number, number)
                                .as((a, b) -> Math.min(a, b) + "-" + Math.max(a, b)),
                        number.map(first -> first + "-"),
                        number.map(count -> "-" + count));
        return range.list().ofMinSize(1).ofMaxSize(6).map(list -> String.join(",", list));
    }

    /// Whatever is asked for, each octet stands where its Content-Range says.
    @Property(tries = 300)
    void everyOctetIsWhereItIsSaidToBe(@ForAll("ranges") String ranges) {
        var answer = get(memory(), "range: bytes=" + ranges);

        switch (status(answer)) {
            case 200 -> assertEquals(ALL, content(answer));
            case 206 -> {
                if (field(answer, "content-type").startsWith("multipart/")) {
                    parts(answer).forEach(RangesTest::check);
                    assertTrue(content(answer).length() < ALL.length());
                } else {
                    var range = field(answer, "content-range").replace("bytes ", "");
                    check(range + '=' + content(answer));
                }
            }
            case 416 -> assertFalse(ranges.matches("(.*,)?(\\d{1,3}-.*|-[1-9].*)"), ranges);
            default -> throw new AssertionError(answer);
        }
    }

    private static void check(String part) {
        var found = Pattern.compile("(\\d+)-(\\d+)/10000=(.*)").matcher(part);
        assertTrue(found.matches(), part);
        int first = Integer.parseInt(found.group(1));
        int last = Integer.parseInt(found.group(2));
        assertEquals(ALL.substring(first, last + 1), found.group(3));
    }
}
