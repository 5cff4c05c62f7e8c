package pounce.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static pounce.api.error.ErrorCode.POUNCE_LIMIT_REQUEST_LINE_TOO_LONG;
import static pounce.api.error.ErrorCode.POUNCE_PARSE_EXPECTATION;
import static pounce.api.error.ErrorCode.POUNCE_PARSE_HOST;
import static pounce.api.error.ErrorCode.POUNCE_PARSE_LINE_ENDING;
import static pounce.api.error.ErrorCode.POUNCE_PARSE_METHOD;
import static pounce.api.error.ErrorCode.POUNCE_PARSE_METHOD_NOT_IMPLEMENTED;
import static pounce.api.error.ErrorCode.POUNCE_PARSE_REQUEST_LINE;
import static pounce.api.error.ErrorCode.POUNCE_PARSE_TARGET;
import static pounce.api.error.ErrorCode.POUNCE_PARSE_VERSION;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.App;
import pounce.api.HttpScope;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.error.ErrorCode;
import pounce.tests.tls.Wire;

/// What is asked for, and of whom (RFC 9112, sections 2.3 and 3; RFC 9110, sections 7.1 and 9).
///
/// `RequestTargetTest`, `AuthorityTest` and `HeadDecoderTest` have the whole tables.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("wire")
final class TargetConformanceTest {
    /// Tells what the application sees.
    private final App seen =
            (scope, _, send) -> {
                if (scope instanceof HttpScope request) {
                    Response.text(
                                    String.join(
                                            " ",
                                            request.authority(),
                                            request.path(),
                                            request.rawPath(),
                                            request.rawQuery(),
                                            request.httpVersion()))
                            .sendTo(send);
                }
            };

    private final Server server = Pounce.start(seen, Wire.config().workers(2).build());

    @AfterAll
    void stop() {
        server.close();
    }

    private static Refused line(String section, String line, ErrorCode code) {
        return Refused.of(section, line + "\r\nhost: a\r\n\r\n", code);
    }

    private static Refused target(String section, String target) {
        return line(section, "GET " + target + " HTTP/1.1", POUNCE_PARSE_TARGET);
    }

    private static Refused host(String section, String lines) {
        return Refused.of(section, "GET / HTTP/1.1\r\n" + lines + "\r\n", POUNCE_PARSE_HOST);
    }

    static Stream<Refused> requestLines() {
        return Stream.of(
                line("9112/3", "GET  / HTTP/1.1", POUNCE_PARSE_REQUEST_LINE),
                line("9112/3", "GET /", POUNCE_PARSE_REQUEST_LINE),
                line("9112/3", "GET / HTTP/1.1 ", POUNCE_PARSE_REQUEST_LINE),
                line("9112/3", "GET / HTTP/1.1\r", POUNCE_PARSE_LINE_ENDING),
                line(
                        "9112/3",
                        "GET /" + "a".repeat(8192) + " HTTP/1.1",
                        POUNCE_LIMIT_REQUEST_LINE_TOO_LONG),
                line("9112/3.1", "G(T / HTTP/1.1", POUNCE_PARSE_METHOD),
                line("9112/3.1", "\u0016\u0003\u0001\u0002", POUNCE_PARSE_METHOD),
                line("9110/9.3.6", "CONNECT a:80 HTTP/1.1", POUNCE_PARSE_METHOD_NOT_IMPLEMENTED),
                line("9112/2.3", "GET / http/1.1", POUNCE_PARSE_REQUEST_LINE),
                line("9112/2.3", "GET / HTTP/1.10", POUNCE_PARSE_REQUEST_LINE),
                line("9110/15.6.6", "GET / HTTP/2.0", POUNCE_PARSE_VERSION),
                line("9110/15.6.6", "GET / HTTP/0.9", POUNCE_PARSE_VERSION),
                line("9110/15.6.6", "GET / HTTP/3.1", POUNCE_PARSE_VERSION));
    }

    static Stream<Refused> targets() {
        return Stream.of(
                target("9112/3.2", "a"),
                target("9112/3.2", "*"),
                target("9112/3.2", "*/a"),
                target("9112/3.2.1", "/a#b"),
                target("9112/3.2.2", "ftp://a/"),
                target("9112/3.2.2", "http:///a"),
                target("9112/3.2.2", "http://a:x/"),
                target("9110/4.2.4", "http://user@a/"),
                target("9110/4.2.4", "http://user:secret@a/"),
                target("3986/2.1", "/%"),
                target("3986/2.1", "/%4"),
                target("3986/2.1", "/%zz"),
                target("3986/2.1", "/?q=100%"),
                target("3986/2.1", "/?q=%zz"),
                target("3986/2", "/\u00e9"),
                target("3986/2", "/a\"b"),
                target("3986/3.3", "/a%2fb"),
                target("3986/3.3", "/a%5cb"),
                target("3986/3.3", "/a%00b"),
                target("3986/3.3", "/%ff"),
                target("3986/5.2.4", "/../a"),
                target("3986/5.2.4", "/%2e%2e/a"));
    }

    static Stream<Refused> hosts() {
        return Stream.of(
                host("9112/3.2", ""),
                host("9112/3.2", "host: a\r\nhost: a\r\n"),
                host("9112/3.2", "host: a\r\nHost: b\r\n"),
                host("9112/3.2", "host: a, b\r\n"),
                host("9112/3.2", "host: a b\r\n"),
                host("9112/3.2", "host: a/b\r\n"),
                host("9112/3.2", "host: a:x\r\n"),
                host("9112/3.2", "host: a:65536\r\n"),
                host("9112/3.2", "host: [::1\r\n"),
                host("9112/3.2", "host: http://a\r\n"),
                host("9110/4.2.4", "host: user@a\r\n"),
                Refused.of(
                        "9112/3.2.2",
                        "GET http://a/ HTTP/1.1\r\nhost: b@c\r\n\r\n",
                        POUNCE_PARSE_HOST),
                Refused.of(
                        "9110/10.1.1",
                        "GET / HTTP/1.1\r\nhost: a\r\nexpect: 200-ok\r\n\r\n",
                        POUNCE_PARSE_EXPECTATION));
    }

    @ParameterizedTest
    @MethodSource({"requestLines", "targets", "hosts"})
    void refusesWhatIsMalformed(Refused row) throws Exception {
        row.checkAgainst(server);
    }

    /// Section, target, Host, and what the application sees: authority, path, raw path, query.
    @ParameterizedTest
    @CsvSource({
        "9112/3.2.1, /a?b, c, c /a /a b 1.1",
        "9112/3.2.2, http://x:81/a?b, c, x:81 /a /a b 1.1",
        "9112/3.2.2, HTTPS://x?b, c, x / / b 1.1",
        "9110/4.2.3, /a/./b/../%63%20d, c, c /a/c d /a/./b/../%63%20d  1.1",
        "3986/3.3, //a//b;c=d, c, c //a//b;c=d //a//b;c=d  1.1",
        "9110/7.2, /, [::1]:80, [::1]:80 / /  1.1",
    })
    void showsTheTargetAsItIsAndDecoded(String section, String target, String host, String seen)
            throws Exception {
        var text = "GET " + target + " HTTP/1.1\r\nhost: " + host + "\r\n\r\n";

        assertEquals(seen, Client.andNoMore(server, text).getFirst().content(), section);
    }

    /// RFC 9110, section 2.5.
    @ParameterizedTest
    @ValueSource(strings = {"1.1", "1.2", "1.9"})
    void takesANewerMinorVersionForItsOwn(String version) throws Exception {
        var text = "GET / HTTP/" + version + "\r\nhost: a\r\n\r\n";

        var answers = Client.andNoMore(server, text + text);

        assertEquals(2, answers.size());
        assertEquals("a / /  1.1", answers.getLast().content());
    }

    @Test
    void needsNoHostInHttp10() throws Exception {
        var answers = Client.untilClosed(server, "GET / HTTP/1.0\r\n\r\n");

        assertEquals(" / /  1.0", answers.getFirst().content());
    }

    /// A handshake has no line feed, perhaps, and its sender waits for an answer.
    @ParameterizedTest
    @ValueSource(strings = {"\u0016\u0003\u0001", "\0", "\u00ff\u00fe"})
    void refusesAtOnceWhatCannotBeARequest(String octets) throws Exception {
        var answers = Client.untilClosed(server, octets);

        assertEquals(POUNCE_PARSE_METHOD.name(), answers.getFirst().code());
    }
}
