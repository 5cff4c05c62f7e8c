package pounce.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import pounce.api.Server;
import pounce.api.error.ErrorCode;
import pounce.api.field.HttpDate;

/// A row of a table: what a server must not take, and what it says instead.
///
/// @param section of the RFC that says so
/// @param octets what the client sends
/// @param code why it is refused, which has the status
record Refused(String section, String octets, ErrorCode code) {
    /// Behind what is refused; nobody may answer it.
    static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nhost: a\r\n\r\n";

    static Refused of(String section, String octets, ErrorCode code) {
        return new Refused(section, octets, code);
    }

    /// Asserts that there is one answer, that it is whole, and that the server closes behind it.
    void checkAgainst(Server server) throws IOException {
        var answers = Client.untilClosed(server, octets + SMUGGLED);

        assertEquals(1, answers.size(), answers.toString());
        var answer = answers.getFirst();
        assertEquals(code.name(), answer.code());
        assertEquals(code.status(), answer.status());
        assertTrue(answer.closes(), answer.toString());
        assertTrue(
                answer.field("date")
                        .flatMap(date -> HttpDate.parse(date, Instant.now()))
                        .isPresent(),
                answer.toString());
        assertEquals("text/plain; charset=utf-8", answer.field("content-type").orElseThrow());
        assertEquals(answer.content().length() + "", answer.field("content-length").orElseThrow());
        assertTrue(answer.content().matches("[ -~]+\n"), answer.content());
    }

    @Override
    public String toString() {
        var shown = octets.length() > 100 ? octets.substring(0, 100) + "..." : octets;
        return String.format(
                Locale.ROOT, "%s %d %s", section, code.status(), shown.replace("\r\n", "|"));
    }
}
