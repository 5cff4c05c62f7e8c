package pounce.tests.multipart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.error.ErrorCode;
import pounce.api.multipart.Boundary;
import pounce.tests.grammar.Form;

final class MultipartDecoderTest {
    private static final String FIELD = "Content-Disposition: form-data; name=\"a\"\r\n";

    /// A form of one part.
    private static Form part(String fields, String content) {
        return FormReading.of("--b0\r\n" + fields + "\r\n" + content + "\r\n--b0--\r\n");
    }

    private static Form.Head head(String disposition) {
        var form = part("Content-Disposition: " + disposition + "\r\n", "x");
        assertEquals(Optional.empty(), form.refusal());
        return form.heads().getFirst();
    }

    private static void refuses(String text) {
        assertEquals(Optional.of(ErrorCode.POUNCE_PARSE_MULTIPART), FormReading.of(text).refusal());
    }

    private static void exceeds(Form form) {
        assertEquals(Optional.of(ErrorCode.POUNCE_LIMIT_FORM_TOO_LARGE), form.refusal());
    }

    @Test
    void readsWhatABrowserSends() {
        var form =
                FormReading.of(
                        """
                        --b0
                        Content-Disposition: form-data; name="title"

                        Grüße
                        --b0
                        Content-Disposition: form-data; name="file"; filename="a b.txt"
                        Content-Type: text/plain

                        one
                        two

                        --b0--
                        """
                                .replace("\n", "\r\n"));

        assertEquals(Optional.empty(), form.refusal());
        assertEquals(List.of("Grüße", "one\r\ntwo\r\n"), form.contents());
        assertEquals(
                List.of(
                        new Form.Head(
                                "title",
                                Optional.empty(),
                                List.of("Content-Disposition", "form-data; name=\"title\"")),
                        new Form.Head(
                                "file",
                                Optional.of("a b.txt"),
                                List.of(
                                        "Content-Disposition",
                                        "form-data; name=\"file\"; filename=\"a b.txt\"",
                                        "Content-Type",
                                        "text/plain"))),
                form.heads());
    }

    @Test
    void readsAFormWithoutParts() {
        assertEquals(new Form(List.of(), List.of(), Optional.empty()), FormReading.of("--b0--"));
        assertEquals(Optional.empty(), FormReading.of("--b0--\r\n").refusal());
    }

    @Test
    void skipsPreambleAndEpilogue() {
        var form =
                FormReading.of("this\r\n--b is\r\n--b0 \t\r\n" + FIELD + "\r\nx\r\n--b0-- \r\nno");

        assertEquals(List.of("x"), form.contents());
        assertEquals(Optional.empty(), form.refusal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "\r\n",
                "\r\n\r\n",
                "\r",
                "-",
                "--b",
                "\r\n--b",
                "\r\n--\r\n--b1",
                "\r\r\n--b\r\n-",
                "--",
                "a\r\n-",
                "\0\u00ff",
            })
    void contentIsWhatStandsBeforeTheDelimiter(String content) {
        assertEquals(List.of(content), part(FIELD, content).contents());
    }

    @Test
    void anEmptyPartNeedsNoEmptyLine() {
        var form = FormReading.of("--b0\r\n" + FIELD + "\r\n--b0--");

        assertEquals(List.of(""), form.contents());
        assertEquals(Optional.empty(), form.refusal());
    }

    @Test
    void refusesALineThatBeginsWithTheBoundaryAndGoesOn() {
        refuses("--b01\r\n");
        refuses("--b0\r\n" + FIELD + "\r\nx\r\n--b01\r\n");
        refuses("--b0\r\n" + FIELD + "\r\nx\r\n--b0\n");
        refuses("--b0\r\n" + FIELD + "\r\nx\r\n--b0-\r\n");
        refuses("--b0\r\n" + FIELD + "\r\nx\r\n--b0--x");
        refuses("--b0\r\n" + FIELD + "\r\nx\r\n--b0 --");
        refuses("--b0\r\r\n" + FIELD + "\r\nx\r\n--b0--");
        refuses("--b0" + " ".repeat(101) + "\r\n" + FIELD + "\r\nx\r\n--b0--");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--",
                "--b0",
                "--b0\r",
                "--b0-",
                "--b0\r\n",
                "--b0\r\nContent-Disposition: form-data; name=\"a\"",
                "--b0\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n",
                "--b0\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
                "--b0\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b0",
                "--b0\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b0-",
            })
    void refusesAnEndBeforeTheLastBoundary(String text) {
        refuses(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content-Type: text/plain\r\n",
                "Content-Disposition: attachment; name=\"a\"\r\n",
                "Content-Disposition: form-data\r\n",
                "Content-Disposition: form-data; filename=\"a\"\r\n",
                "Content-Disposition: form-data; name=\"a\r\n",
                "Content-Disposition: form-data; name=\"a\"x\r\n",
                "Content-Disposition: form-data; name=\"a\";\r\n",
                "Content-Disposition: form-data; name=\"a\"; b\r\n",
                "Content-Disposition: form-data name=\"a\"\r\n",
                "Content-Disposition: form-data; name=\r\n",
                "Content-Disposition: form-data; name=\"a\"; name=\"b\"\r\n",
                "Content-Disposition: form-data; name=\"a\"; Name=\"b\"\r\n",
                "Content-Disposition: form-data; name=\"a\"; filename*=utf-8''b\r\n",
                "Content-Disposition: form-data; name=\"\u00e9\"\r\n", // no UTF-8
                "Content-Disposition: form-data; name=\"a\"; filename=\"..\"\r\n",
                "Content-Disposition: form-data; name=\"a\"; filename=\"x/.\"\r\n",
                "Content-Disposition: form-data; name=\"a\0\"\r\n",
                "Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"a\"\r\n",
                "Content-Disposition: form-data;\r\n name=\"a\"\r\n",
                "Content-Disposition : form-data; name=\"a\"\r\n",
                "Content-Disposition: form-data; name=\"a\"\n",
                "Content-Disposition: form-data; name=\"a\"\r",
                "Content-Disposition: form-data; name=\"a\"\r\nX\r\n",
                "Content-Disposition: form-data; name=\"a\"\r\n: x\r\n",
                "Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n",
                "Content-Disposition: form-data; name=\"a\"\r\nContent-Type: a/b\r\nContent-Type: a/b\r\n",
            })
    void refusesFieldsThatBreakARule(String fields) {
        refuses("--b0\r\n" + fields + "\r\nx\r\n--b0--");
    }

    @Test
    void readsNamesAsTheyAreMeant() {
        assertEquals("a", head("form-data; name=a").name());
        assertEquals("a", head("FORM-DATA ;\tNAME=\"a\" ").name());
        assertEquals("", head("form-data; name=\"\"").name());
        assertEquals("a;b", head("form-data; name=\"a;b\"").name());
        assertEquals("a\"b", head("form-data; name=\"a%22b\"").name());
        assertEquals("a\"b", head("form-data; name=\"a\\\"b\"").name());
        assertEquals("a\\b", head("form-data; name=\"a\\b\"").name());
        assertEquals("a\\b", head("form-data; name=\"a\\\\b\"").name());
        assertEquals("a%0Ab", head("form-data; name=\"a%0Ab\"").name());
        assertEquals("é", head("form-data; name=\"\u00c3\u00a9\"").name());
        assertEquals("a", head("form-data; x=y; name=a").name());
    }

    @Test
    void aFileIsCalledByTheLastSegment() {
        assertEquals(Optional.of("b.txt"), head("form-data; name=a; filename=b.txt").filename());
        assertEquals(
                Optional.of("b.txt"),
                head("form-data; name=a; filename=\"C:\\dir\\b.txt\"").filename());
        assertEquals(
                Optional.of("passwd"),
                head("form-data; name=a; filename=\"../../etc/passwd\"").filename());
        assertEquals(Optional.empty(), head("form-data; name=a; filename=\"\"").filename());
        assertEquals(Optional.empty(), head("form-data; name=a; filename=\"dir/\"").filename());
    }

    @Test
    void takesEncodingsThatChangeNothing() {
        for (var encoding : List.of("7bit", "8bit", "Binary")) {
            var form = part(FIELD + "Content-Transfer-Encoding: " + encoding + "\r\n", "x");
            assertEquals(Optional.empty(), form.refusal());
        }
    }

    @Test
    void takesAsManyPartsAsAllowed() {
        var one = "--b0\r\n" + FIELD + "\r\nx\r\n";

        assertEquals(4, FormReading.of(one.repeat(4) + "--b0--").contents().size());
        exceeds(FormReading.of(one.repeat(5) + "--b0--"));
        assertEquals(4, FormReading.of(one.repeat(5) + "--b0--").contents().size());
    }

    @Test
    void takesAsMuchContentAsAllowed() {
        assertEquals(Optional.empty(), part(FIELD, "x".repeat(60)).refusal());
        exceeds(part(FIELD, "x".repeat(61)));
        exceeds(part(FIELD, "x".repeat(30) + "\r\n--b" + "x".repeat(26)));
    }

    @Test
    void takesNamesAsLongAsAllowed() {
        assertEquals("n".repeat(20), head("form-data; name=" + "n".repeat(20)).name());
        exceeds(part("Content-Disposition: form-data; name=" + "n".repeat(21) + "\r\n", "x"));
        exceeds(
                part(
                        "Content-Disposition: form-data; name=a; filename="
                                + "n".repeat(21)
                                + "\r\n",
                        "x"));
    }

    @Test
    void takesAsManyFieldsAsAllowed() {
        int rest = 200 - FIELD.length() - "x: \r\n\r\n".length();

        assertEquals(
                Optional.empty(), part(FIELD + "x: " + "y".repeat(rest) + "\r\n", "x").refusal());
        exceeds(part(FIELD + "x: " + "y".repeat(rest + 1) + "\r\n", "x"));
    }

    private static Optional<String> boundary(String... types) {
        return Boundary.of(List.of(types)).map(Boundary::text);
    }

    @Test
    void readsTheBoundary() {
        assertEquals(Optional.of("x"), boundary("multipart/form-data; boundary=x"));
        assertEquals(Optional.of("X"), boundary("Multipart/Form-Data;charset=utf-8; Boundary=X"));
        assertEquals(Optional.of("a b?"), boundary("multipart/form-data; boundary=\"a b?\""));
        assertEquals(
                Optional.of("b".repeat(70)),
                boundary("multipart/form-data; boundary=" + "b".repeat(70)));
    }

    @Test
    void knowsNoBoundaryWhereThereIsNone() {
        assertEquals(Optional.empty(), boundary());
        assertEquals(Optional.empty(), boundary("multipart/form-data"));
        assertEquals(Optional.empty(), boundary("multipart/mixed; boundary=x"));
        assertEquals(Optional.empty(), boundary("text/plain; boundary=x"));
        assertEquals(Optional.empty(), boundary("multipart/form-data; boundary=\"\""));
        assertEquals(Optional.empty(), boundary("multipart/form-data; boundary=\"a \""));
        assertEquals(Optional.empty(), boundary("multipart/form-data; boundary=\"a\\\"b\""));
        assertEquals(Optional.empty(), boundary("multipart/form-data; boundary=" + "b".repeat(71)));
        assertEquals(Optional.empty(), boundary("multipart/form-data; boundary=x; boundary=y"));
        assertEquals(
                Optional.empty(),
                boundary("multipart/form-data; boundary=x", "multipart/form-data; boundary=x"));
        assertEquals(
                Optional.empty(),
                boundary("multipart/form-data; boundary=x, multipart/form-data; boundary=y"));
    }
}
