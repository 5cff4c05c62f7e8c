package pounce.tests.grammar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Valid requests by the ABNF of RFC 9112: each method here is one of its rules, and draws one of
/// the texts that the rule allows.
public final class Samples {
    private static final String TCHARS = "!#$%&'*+-.^_`|~09AZaz";
    private static final String PCHARS = "azAZ09-._~!$&'()*+,;=:@";
    private static final List<String> HOSTS =
            List.of("a", "example.org", "192.0.2.1", "[::1]", "[2001:db8::192.0.2.1]", "x_y~%41!");

    private final Random random;

    /// Draws from chance.
    public Samples(Random random) {
        this.random = random;
    }

    /// {@return any request}
    public Sample any() {
        return request(random.nextInt(5) == 0 ? 0 : 1, random.nextInt(3));
    }

    /// {@return a request of HTTP/1.1 without content, and without expectations}
    public Sample plain() {
        return request(1, 0);
    }

    /// {@return one that says how long its content is}
    public Sample withLength() {
        return request(1, 1);
    }

    /// {@return one in chunks}
    public Sample chunked() {
        return request(1, 2);
    }

    private Sample request(int minor, int framing) {
        var wire = new Lines();
        var content = new Content("", "", 0, List.of());
        if (framing == 1) {
            content = length(wire);
        } else if (framing == 2 && minor == 1) {
            content = chunks(wire);
        }
        boolean expects = framing > 0 && random.nextInt(8) == 0;
        if (expects) {
            wire.put("Expect", pick("100-continue", "100-Continue"));
        }
        boolean persists = connection(wire, minor);
        for (int i = random.nextInt(4); i > 0; i--) {
            wire.put("x" + token(), value());
        }
        var host = pick(HOSTS) + pick("", "", ":80", ":");
        boolean hasHost = minor == 1 || random.nextBoolean();
        if (hasHost) {
            wire.put("Host", host);
        }
        var method = random.nextInt(3) == 0 ? "X" + token() : pick("GET", "HEAD", "POST", "PUT");
        var form = target();
        if (random.nextInt(12) == 0) {
            method = "OPTIONS";
            form = new Form("*", new Target("*", "*", "", ""));
        }
        var named = form.meaning().authority();
        var head =
                new RequestHead(
                        method,
                        form.meaning(),
                        minor,
                        named.isEmpty() ? (hasHost ? host : "") : named,
                        wire.fields(),
                        content.length(),
                        persists,
                        expects && minor == 1);
        return new Sample(
                new Draft(method, form.text(), "HTTP/1." + minor, wire.lines(), content.wire()),
                new Request(head, content.data(), content.trailers()));
    }

    // ---------------------------------------------------------------- fields

    /// Field lines that grow at any place, and what they mean.
    private final class Lines {
        private final List<String> lines = new ArrayList<>();
        private final List<Field> fields = new ArrayList<>();

        void put(String name, String value) {
            int at = random.nextInt(lines.size() + 1);
            lines.add(at, anyCase(name) + ":" + ows() + value + ows());
            fields.add(at, new Field(name.toLowerCase(Locale.ROOT), value));
        }

        List<String> lines() {
            return List.copyOf(lines);
        }

        List<Field> fields() {
            return List.copyOf(fields);
        }
    }

    private boolean connection(Lines wire, int minor) {
        var options = pick("", "", "close", "keep-alive", "x,CLOSE", "Keep-Alive ,\tx", ", close");
        if (!options.isEmpty()) {
            wire.put("Connection", options);
        }
        var lower = options.toLowerCase(Locale.ROOT);
        return !lower.contains("close") && (minor == 1 || lower.contains("keep-alive"));
    }

    private String value() {
        return text(8, "!\"#azAZ09:;,=\u0080\u00e9\u00ff \t").strip();
    }

    // ---------------------------------------------------------------- content

    private record Content(String data, String wire, long length, List<Field> trailers) {}

    private Content length(Lines wire) {
        var data = data();
        wire.put("Content-Length", pick("", "0", "00") + data.length());
        return new Content(data, data, data.length(), List.of());
    }

    private Content chunks(Lines head) {
        head.put("Transfer-Encoding", pick("chunked", "Chunked", "CHUNKED"));
        var data = new StringBuilder();
        var wire = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            var chunk = data() + "x";
            data.append(chunk);
            var size = Integer.toHexString(chunk.length());
            wire.append(pick("", "0", "000") + anyCase(size) + extensions() + "\r\n");
            wire.append(chunk).append("\r\n");
        }
        wire.append(pick("0", "00") + extensions() + "\r\n");
        var trailers = new Lines();
        for (int i = random.nextInt(3); i > 0; i--) {
            trailers.put("x" + token(), value());
        }
        var believed = trailers.fields();
        if (random.nextInt(3) == 0) {
            trailers.put(pick("Content-Length", "Host", "Transfer-Encoding", "Cookie"), value());
        }
        trailers.lines().forEach(line -> wire.append(line).append("\r\n"));
        wire.append("\r\n");
        return new Content(data.toString(), wire.toString(), RequestHead.CHUNKED, believed);
    }

    private String data() {
        return text(20, "\0\r\n0a;:\"\u00ff ");
    }

    private String extensions() {
        var text = "";
        for (int i = random.nextInt(6) - 3; i > 0; i--) {
            text += ows() + ";" + ows() + token();
            text += random.nextBoolean() ? "" : ows() + "=" + ows() + tokenOrQuoted();
        }
        return text;
    }

    private String tokenOrQuoted() {
        return random.nextBoolean() ? token() : "\"" + repeat(6, this::quotedPair) + "\"";
    }

    private String quotedPair() {
        return pick("a", " ", ";", "=", "\t", "\u00ff", "\\\"", "\\\\", "\\a");
    }

    // ---------------------------------------------------------------- targets

    private record Form(String text, Target meaning) {}

    private Form target() {
        var raw = new StringBuilder();
        var path = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            raw.append(pick("/", "/", "/./", "/n/../", "/%2e/", "/n/%2E./"));
            path.append('/');
            for (int length = random.nextInt(5); length > 0; length--) {
                segment(raw, path);
            }
        }
        var mark = pick("", "", "?");
        var query = mark.isEmpty() ? "" : repeat(8, this::queryPart);
        var authority = random.nextInt(4) == 0 ? pick(HOSTS) + pick("", ":8080") : "";
        var scheme = authority.isEmpty() ? "" : pick("http://", "HTTPS://");
        return new Form(
                scheme + authority + raw + mark + query,
                new Target(raw.toString(), path.toString(), query, authority));
    }

    /// A character as it is, or escaped; it is never a dot at the beginning of a segment.
    private void segment(StringBuilder raw, StringBuilder path) {
        var character = pick(PCHARS.split("")) + "";
        if (random.nextInt(3) == 0) {
            character = pick(" ", "\u00e9", "\u20ac", "\ud83d\ude00", "?", "#", "%", "\"");
        }
        if (character.equals(".") && path.charAt(path.length() - 1) == '/') {
            character = "a";
        }
        path.append(character);
        raw.append(
                PCHARS.contains(character) && random.nextInt(4) > 0
                        ? character
                        : escaped(character));
    }

    private String escaped(String character) {
        var text = new StringBuilder();
        for (byte octet : character.getBytes(UTF_8)) {
            text.append(anyCase("%%%02x".formatted(octet)));
        }
        return text.toString();
    }

    private String queryPart() {
        return pick("a", "=", "&", "/", "?", "%20", "%ff", "[", "]", "+", ":", "@", "..");
    }

    // ---------------------------------------------------------------- characters

    private String token() {
        return pick(TCHARS.split("")) + text(5, TCHARS);
    }

    private String ows() {
        return pick("", "", " ", "\t", " \t ");
    }

    private String anyCase(String text) {
        return random.nextBoolean() ? text : text.toUpperCase(Locale.ROOT);
    }

    private String text(int most, String characters) {
        return repeat(most, () -> pick(characters.split("")));
    }

    private String repeat(int most, Supplier<String> part) {
        return String.join("", Stream.generate(part).limit(random.nextInt(most + 1)).toList());
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private String pick(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
