package pounce.tests.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import pounce.tests.connection.ConnectionFuzz;
import pounce.tests.connection.Http2ConnectionFuzz;
import pounce.tests.hpack.HpackFuzz;
import pounce.tests.http1.ChunkedFuzz;
import pounce.tests.http1.HeadFuzz;
import pounce.tests.http2.FrameFuzz;
import pounce.tests.message.TargetFuzz;
import pounce.tests.multipart.MultipartFuzz;
import pounce.tests.tls.HandshakeFuzz;

/// What is fuzzed. A target takes any octets and throws only where it has found a fault.
enum FuzzTarget {
    /// Request heads, and whole requests.
    HEAD(HeadFuzz.class),
    /// Content in chunks.
    CHUNKED(ChunkedFuzz.class),
    /// Request targets.
    TARGET(TargetFuzz.class),
    /// Field blocks of HTTP/2.
    HPACK(HpackFuzz.class),
    /// Frames of HTTP/2.
    FRAMES(FrameFuzz.class),
    /// Forms in parts.
    MULTIPART(MultipartFuzz.class),
    /// How TLS begins.
    HANDSHAKE(HandshakeFuzz.class),
    /// What a connection hears and answers.
    CONNECTION(ConnectionFuzz.class),
    /// The same for HTTP/2.
    STREAMS(Http2ConnectionFuzz.class);

    private static final Path SEEDS = Path.of("src", "test", "resources", "fuzz");

    /// Words of the grammar for the fuzzer to try.
    static final Path DICTIONARY = SEEDS.resolve("http1.dict");

    private final Class<?> type;

    FuzzTarget(Class<?> type) {
        this.type = type;
    }

    Class<?> type() {
        return type;
    }

    void run(byte[] octets) {
        switch (this) {
            case HEAD -> HeadFuzz.fuzzerTestOneInput(octets);
            case CHUNKED -> ChunkedFuzz.fuzzerTestOneInput(octets);
            case TARGET -> TargetFuzz.fuzzerTestOneInput(octets);
            case HPACK -> HpackFuzz.fuzzerTestOneInput(octets);
            case FRAMES -> FrameFuzz.fuzzerTestOneInput(octets);
            case MULTIPART -> MultipartFuzz.fuzzerTestOneInput(octets);
            case HANDSHAKE -> HandshakeFuzz.fuzzerTestOneInput(octets);
            case CONNECTION -> ConnectionFuzz.fuzzerTestOneInput(octets);
            case STREAMS -> Http2ConnectionFuzz.fuzzerTestOneInput(octets);
        }
    }

    /// {@return where its seeds are, and what was found with it once}
    Path seeds() {
        return SEEDS.resolve(toString());
    }

    List<Path> seedFiles() throws IOException {
        try (var files = Files.list(seeds())) {
            return files.sorted().toList();
        }
    }

    /// {@return its name on the command line and of its directories}
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
