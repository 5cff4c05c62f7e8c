package pounce.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import pounce.api.Headers;
import pounce.engine.http1.Head;
import pounce.engine.http1.HeadDecoder;
import pounce.engine.http1.HeadLimits;
import pounce.engine.http1.OwnFields;
import pounce.engine.http1.ResponseFraming;
import pounce.engine.http1.ResponseHead;
import pounce.engine.http1.ResponseHeadEncoder;
import pounce.engine.message.Decoded;

/// Decoding a request head, looking a field up, encoding a response head. Run with `-prof gc` for
/// octets allocated.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class HeadBenchmark {
    private static final String SHORT = "GET /plaintext HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n\r\n";
    private static final String BROWSER =
            """
            GET /articles/2026/11/a-day-in-november?page=2&sort=new HTTP/1.1
            Host: www.example.com
            User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0
            Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8
            Accept-Language: en-GB,en;q=0.7,de;q=0.3
            Accept-Encoding: gzip, deflate, br, zstd
            Referer: https://www.example.com/articles
            Cookie: session=6d3a8b1f4c5e4f0aa5c1b2d3e4f50617; theme=dark; consent=1
            DNT: 1
            Upgrade-Insecure-Requests: 1
            Sec-Fetch-Dest: document
            Sec-Fetch-Mode: navigate
            Sec-Fetch-Site: same-origin
            Priority: u=0, i

            """
                    .replace("\n", "\r\n");

    private final HeadDecoder decoder = new HeadDecoder(new HeadLimits(8192, 65_536, 100), false);
    private final ByteBuffer shortHead = octets(SHORT);
    private final ByteBuffer browserHead = octets(BROWSER);
    private final Head browser = decode(octets(BROWSER));
    private final ResponseHeadEncoder encoder = new ResponseHeadEncoder("pounce");
    private final OwnFields own = encoder.ownFields("Tue, 24 Nov 2026 10:00:00 GMT");
    private final ByteBuffer output = ByteBuffer.allocate(4096);
    private final ResponseHead response =
            new ResponseHead(
                    200,
                    Headers.of(
                            "content-type", "text/plain; charset=utf-8",
                            "cache-control", "no-store",
                            "x-content-type-options", "nosniff"),
                    new ResponseFraming.Length(13),
                    false,
                    1);

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Head decode(ByteBuffer input) {
        return switch (decoder.decode(input.position(0))) {
            case Decoded.Ready<Head>(var head) -> head;
            case Decoded.NeedMore<Head> _, Decoded.Refused<Head> _ ->
                    throw new IllegalStateException("no head");
        };
    }

    /// {@return a head as a load generator sends it}
    @Benchmark
    public Head decodeShort() {
        return decode(shortHead);
    }

    /// {@return a head as a browser sends it}
    @Benchmark
    public Head decodeBrowser() {
        return decode(browserHead);
    }

    /// {@return the value of a field in the middle}
    @Benchmark
    public Object lookUpField() {
        return browser.fields().first("cookie");
    }

    /// {@return the octets of a response head with three fields of the application's own}
    @Benchmark
    public ByteBuffer encode() {
        output.clear();
        encoder.encode(response, own, output);
        return output;
    }
}
