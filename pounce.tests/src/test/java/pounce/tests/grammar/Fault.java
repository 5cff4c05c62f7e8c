package pounce.tests.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import pounce.api.error.ErrorCode;

/// One way in which a request is nearly valid, and the answer it must have.
///
/// @param name what is wrong
/// @param code why it is refused
/// @param base the valid request that it is made of
/// @param mutation puts the fault in
public record Fault(String name, ErrorCode code, Base base, Function<Draft, String> mutation) {

    /// What kind of request a fault needs.
    public enum Base {
        /// Without content.
        PLAIN,
        /// With a length.
        LENGTH,
        /// In chunks.
        CHUNKED
    }

    /// {@return a request with the fault}
    ///
    /// @param samples draws the valid one
    public String in(Samples samples) {
        var sample =
                switch (base) {
                    case PLAIN -> samples.plain();
                    case LENGTH -> samples.withLength();
                    case CHUNKED -> samples.chunked();
                };
        return mutation.apply(sample.draft());
    }

    @Override
    public String toString() {
        return name;
    }

    /// {@return the table}
    public static List<Fault> all() {
        return Stream.of(requestLines(), targets(), fields(), hosts(), framing(), chunks())
                .flatMap(List::stream)
                .toList();
    }

    private static Fault plain(ErrorCode code, String name, Function<Draft, String> mutation) {
        return new Fault(name, code, Base.PLAIN, mutation);
    }

    private static List<Fault> requestLines() {
        var line = ErrorCode.POUNCE_PARSE_REQUEST_LINE;
        var ending = ErrorCode.POUNCE_PARSE_LINE_ENDING;
        var method = ErrorCode.POUNCE_PARSE_METHOD;
        var faults = new ArrayList<Fault>();
        faults.add(plain(ending, "bare LF", d -> d.octets().replaceFirst("\r\n", "\n")));
        faults.add(plain(ending, "bare CR", d -> d.octets().replaceFirst("\r\n", "\r")));
        faults.add(plain(line, "two empty lines before", d -> "\r\n\r\n" + d.octets()));
        faults.add(plain(line, "two spaces", d -> d.octets().replaceFirst(" ", "  ")));
        faults.add(plain(method, "tab for a space", d -> d.octets().replaceFirst(" ", "\t")));
        faults.add(plain(line, "no version", d -> d.octets().replaceFirst(" HTTP/1.1", "")));
        for (var none : List.of("", "G(T", "G\"T", "G\0T", "G\u00e9T", "G:T", "G/T")) {
            faults.add(plain(method, "method " + none, d -> d.method(none).octets()));
        }
        for (var none :
                List.of(
                        "HTTP/1.1 ",
                        "HTTP/1.1x",
                        "HTTP/1",
                        "HTTP/1.10",
                        "http/1.1",
                        "HTTP/1,1",
                        "HTTP/+1.1",
                        "HTTP /1.1",
                        "ICY/1.1")) {
            faults.add(plain(line, "version " + none, d -> d.version(none).octets()));
        }
        for (var other : List.of("HTTP/0.9", "HTTP/2.0", "HTTP/3.1")) {
            faults.add(
                    plain(
                            ErrorCode.POUNCE_PARSE_VERSION,
                            "version " + other,
                            d -> d.version(other).octets()));
        }
        faults.add(
                plain(
                        ErrorCode.POUNCE_PARSE_METHOD_NOT_IMPLEMENTED,
                        "CONNECT",
                        d -> d.method("CONNECT").target("a:80").octets()));
        faults.add(
                plain(
                        ErrorCode.POUNCE_LIMIT_REQUEST_LINE_TOO_LONG,
                        "a long request line",
                        d -> d.target("/" + "a".repeat(9000)).octets()));
        return faults;
    }

    private static List<Fault> targets() {
        return Stream.of(
                        "/\u0001",
                        "/\0",
                        "/\u007f",
                        "/\u00e9",
                        "/a%4",
                        "/a%zz",
                        "/?a%",
                        "/?%4g",
                        "/#a",
                        "/a?b#c",
                        "/\"",
                        "/<a>",
                        "/a\\b",
                        "/a%00",
                        "/a%2fb",
                        "/a%2Fb",
                        "/a%5cb",
                        "/../a",
                        "/a/../../b",
                        "/%2e%2E/",
                        "/%c3%28",
                        "/%ff",
                        "a/b",
                        "a:80",
                        "http://u@a/",
                        "http://u:p@a/",
                        "http:///a",
                        "http://",
                        "http:/a",
                        "ftp://a/",
                        "http://a:65536/",
                        "http://a:b/",
                        "http://[::1/",
                        "http://[1::2::3]/",
                        "http://[1:2:3:4:5:6:7::8]/",
                        "http://a/%zz",
                        "//a#b",
                        "?a",
                        "**")
                .map(target ->
                        plain(
                                ErrorCode.POUNCE_PARSE_TARGET,
                                "target " + target,
                                d -> d.method("GET").target(target).octets()))
                .toList();
    }

    private static Fault line(ErrorCode code, String line) {
        return plain(code, "line " + line, d -> d.line(line).octets());
    }

    private static List<Fault> fields() {
        var faults = new ArrayList<Fault>();
        for (var line :
                List.of("x : y", "x\t: y", "x", ": y", "x(y: z", "\u00e9: y", "x\0: y", "x y: z")) {
            faults.add(line(ErrorCode.POUNCE_PARSE_FIELD_NAME, line));
        }
        for (var line :
                List.of("x: \0", "x: a\u0001b", "x:\u007f", "x: a\u000bb", "x: \u001b[0m")) {
            faults.add(line(ErrorCode.POUNCE_PARSE_FIELD_VALUE, line));
        }
        for (var line : List.of("x: a\rb: c", "x: a\nb: c", "x: a\r", "x\n", "\rx: y", "\nx: y")) {
            faults.add(line(ErrorCode.POUNCE_PARSE_LINE_ENDING, line));
        }
        for (var line : List.of(" x", "\tx: y", " ", "x: y\r\n z")) {
            faults.add(line(ErrorCode.POUNCE_PARSE_FIELD_FOLDED, line));
        }
        for (var value : List.of("x", "100-continue, x", "100 continue", "200-ok")) {
            faults.add(line(ErrorCode.POUNCE_PARSE_EXPECTATION, "Expect: " + value));
        }
        faults.add(
                plain(
                        ErrorCode.POUNCE_LIMIT_TOO_MANY_HEADERS,
                        "many lines",
                        d -> d.line("x: y\r\n".repeat(101) + "x: y").octets()));
        faults.add(
                plain(
                        ErrorCode.POUNCE_LIMIT_HEADERS_TOO_LARGE,
                        "a large section",
                        d -> d.line("x: " + "y".repeat(66_000)).octets()));
        return faults;
    }

    private static List<Fault> hosts() {
        var code = ErrorCode.POUNCE_PARSE_HOST;
        var faults = new ArrayList<Fault>();
        faults.add(plain(code, "no Host", d -> d.without("host").octets()));
        faults.add(plain(code, "two Hosts", d -> d.line("host: b").octets()));
        faults.add(plain(code, "an empty Host beside one", d -> d.line("Host:").octets()));
        for (var host :
                List.of(
                        "a b",
                        "a/b",
                        "u@a",
                        "a:b",
                        "a:65536",
                        "a:+1",
                        "[::1",
                        "::1",
                        "[::g]",
                        "[1:2:3:4::5:6:7:8]",
                        "a#b",
                        "a?b",
                        "%zz",
                        "a%",
                        "http://a",
                        "[::1]x",
                        ":80",
                        "\u00e9")) {
            faults.add(
                    plain(
                            code,
                            "Host " + host,
                            d -> d.without("host").line("Host: " + host).octets()));
        }
        return faults;
    }

    private static List<Fault> framing() {
        var faults = new ArrayList<Fault>();
        for (var length :
                List.of(
                        "",
                        "+5",
                        "-5",
                        "5, 5",
                        "5,5",
                        "5 5",
                        "0x5",
                        "5h",
                        "5.0",
                        "5;",
                        "\u00b2",
                        "9223372036854775808",
                        "18446744073709551621",
                        "5\u00a0")) {
            faults.add(line(ErrorCode.POUNCE_PARSE_CONTENT_LENGTH, "Content-Length: " + length));
        }
        for (var coding :
                List.of(
                        "chunked, chunked",
                        "chunked, identity",
                        "chunked, gzip",
                        "chunked;q=1",
                        "chunked,",
                        ",chunked",
                        "\"chunked\"",
                        "",
                        "chun ked",
                        "gzip;q=1, chunked",
                        "gzip",
                        "identity",
                        "xchunked")) {
            faults.add(
                    line(ErrorCode.POUNCE_PARSE_TRANSFER_ENCODING, "Transfer-Encoding: " + coding));
        }
        faults.add(
                line(
                        ErrorCode.POUNCE_PARSE_TRANSFER_CODING_UNKNOWN,
                        "Transfer-Encoding: gzip, chunked"));
        faults.add(
                new Fault(
                        "Content-Length twice",
                        ErrorCode.POUNCE_PARSE_CONTENT_LENGTH,
                        Base.LENGTH,
                        d -> d.line("Content-Length: " + d.content().length()).octets()));
        faults.add(
                new Fault(
                        "Transfer-Encoding beside Content-Length",
                        ErrorCode.POUNCE_PARSE_SMUGGLING_CL_TE,
                        Base.LENGTH,
                        d -> d.line("Transfer-Encoding: chunked").octets()));
        faults.add(
                new Fault(
                        "Content-Length beside Transfer-Encoding",
                        ErrorCode.POUNCE_PARSE_SMUGGLING_CL_TE,
                        Base.CHUNKED,
                        d -> d.line("content-length: " + d.content().length()).octets()));
        faults.add(
                new Fault(
                        "Transfer-Encoding twice",
                        ErrorCode.POUNCE_PARSE_TRANSFER_ENCODING,
                        Base.CHUNKED,
                        d -> d.line("transfer-encoding: chunked").octets()));
        faults.add(
                new Fault(
                        "Transfer-Encoding in HTTP/1.0",
                        ErrorCode.POUNCE_PARSE_TRANSFER_ENCODING,
                        Base.CHUNKED,
                        d -> d.version("HTTP/1.0").octets()));
        return faults;
    }

    private static Fault content(ErrorCode code, String content) {
        return new Fault("chunks " + content, code, Base.CHUNKED, d -> d.content(content).octets());
    }

    private static List<Fault> chunks() {
        var faults = new ArrayList<Fault>();
        for (var size :
                List.of(
                        "",
                        "+1",
                        "-1",
                        "0x1",
                        " 1",
                        "1 ",
                        "1\t",
                        "g",
                        "1g",
                        "1.",
                        "1,1",
                        "1;",
                        "1;=a",
                        "1;a=",
                        "1;a=\"b",
                        "1;a=\"\u0001\"",
                        "1;a=\"b\"c",
                        "1 a",
                        "1;a ",
                        "1;a b",
                        "1;a=b c",
                        "1\0",
                        "1;\0",
                        "\u00b2",
                        "0000000000000001",
                        "fffffffffffffffff",
                        "8000000000000000",
                        "1\r",
                        "1;a\n",
                        "1;a=\"\\\n\"")) {
            faults.add(content(ErrorCode.POUNCE_PARSE_CHUNK, size + "\r\na\r\n0\r\n\r\n"));
        }
        for (var content :
                List.of(
                        "1\na\r\n0\r\n\r\n",
                        "1\ra\r\n0\r\n\r\n",
                        "1\r\na\n0\r\n\r\n",
                        "1\r\na\r0\r\n\r\n",
                        "1\r\na0\r\n\r\n",
                        "1\r\nab\r\n0\r\n\r\n",
                        "2\r\na\r\n0\r\n\r\n",
                        "1\r\n\r\na\r\n0\r\n\r\n",
                        "1\r\na\r\n\r\n0\r\n\r\n",
                        "0\n\r\n",
                        "0\r\r\n\r\n")) {
            faults.add(content(ErrorCode.POUNCE_PARSE_CHUNK, content));
        }
        faults.add(content(ErrorCode.POUNCE_PARSE_FIELD_FOLDED, "0\r\nx: y\r\n z\r\n\r\n"));
        faults.add(content(ErrorCode.POUNCE_PARSE_FIELD_NAME, "0\r\nx : y\r\n\r\n"));
        faults.add(content(ErrorCode.POUNCE_PARSE_FIELD_VALUE, "0\r\nx: \0\r\n\r\n"));
        faults.add(content(ErrorCode.POUNCE_PARSE_LINE_ENDING, "0\r\nx: y\n\r\n"));
        faults.add(content(ErrorCode.POUNCE_PARSE_LINE_ENDING, "0\r\nx: y\r\n\n"));
        faults.add(
                content(
                        ErrorCode.POUNCE_LIMIT_CHUNK_OVERHEAD,
                        ("1;" + "a".repeat(99) + "\r\nb\r\n").repeat(50) + "0\r\n\r\n"));
        return faults;
    }
}
