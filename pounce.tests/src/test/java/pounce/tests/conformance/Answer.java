package pounce.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pounce.api.Headers;

/// One response, read as strictly as requests are.
///
/// @param status the status
/// @param fields the fields
/// @param content without its framing
record Answer(int status, Headers fields, String content) {

    /// {@return what stands one behind the other}
    ///
    /// @param octets all that came until the server closed
    /// @param methods of the requests, in order; what goes beyond them is GET
    static List<Answer> all(String octets, String... methods) {
        var answers = new ArrayList<Answer>();
        int request = 0;
        for (var rest = octets; !rest.isEmpty(); ) {
            int end = rest.indexOf("\r\n\r\n");
            assertTrue(end > 0, "no head: " + rest);
            var lines = rest.substring(0, end).split("\r\n", -1);
            assertTrue(lines[0].matches("HTTP/1\\.1 [1-5][0-9]{2} [ -~]*"), lines[0]);
            int status = Integer.parseInt(lines[0].substring(9, 12));
            var fields = fields(lines);
            rest = rest.substring(end + 4);
            boolean isHead = request < methods.length && methods[request].equals("HEAD");
            int length = isHead ? 0 : length(status, fields, rest);
            var content = rest.substring(0, length);
            rest = rest.substring(length);
            boolean isChunked = fields.contains("transfer-encoding") && length > 0;
            answers.add(new Answer(status, fields, isChunked ? dechunked(content) : content));
            request += status >= 200 ? 1 : 0;
        }
        return answers;
    }

    private static Headers fields(String[] lines) {
        var fields = Headers.empty();
        for (int i = 1; i < lines.length; i++) {
            assertTrue(lines[i].matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+: [^\\p{Cntrl}]*"), lines[i]);
            int colon = lines[i].indexOf(':');
            fields = fields.plus(lines[i].substring(0, colon), lines[i].substring(colon + 2));
        }
        return fields;
    }

    /// RFC 9112, section 6.3.
    private static int length(int status, Headers fields, String rest) {
        if (status < 200 || status == 204 || status == 304) {
            return 0;
        }
        if (fields.contains("transfer-encoding")) {
            assertEquals(List.of("chunked"), fields.all("transfer-encoding"));
            assertTrue(!fields.contains("content-length"), "both framings");
            return rest.indexOf("0\r\n\r\n") + 5;
        }
        var declared = fields.all("content-length");
        assertTrue(declared.size() <= 1, "lengths: " + declared);
        return declared.isEmpty() ? rest.length() : Integer.parseInt(declared.getFirst());
    }

    /// The first chunk; the tests have no more.
    private static String dechunked(String content) {
        int end = content.indexOf("\r\n");
        int size = end < 0 ? 0 : Integer.parseInt(content.substring(0, end), 16);
        return content.substring(end + 2, end + 2 + size);
    }

    Optional<String> field(String name) {
        return fields.first(name);
    }

    boolean closes() {
        return fields.all("connection").equals(List.of("close"));
    }

    String code() {
        return field("x-pounce-error-code").orElse("none");
    }
}
