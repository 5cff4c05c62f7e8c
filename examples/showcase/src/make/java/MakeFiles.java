import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Makes the files that `/static/` serves: text, and octets of three sizes.
///
/// `java MakeFiles.java FOLDER`
final class MakeFiles {
    private static final int TEXT = 10_000;
    private static final String SENTENCE = "The quick brown fox jumps over the lazy dog.\n";

    private MakeFiles() {}

    public static void main(String... args) throws IOException {
        var folder = Files.createDirectories(Path.of(args[0]));
        var text = SENTENCE.repeat(TEXT / SENTENCE.length() + 1).substring(0, TEXT);
        make(folder.resolve("file.txt"), text.getBytes(StandardCharsets.US_ASCII));
        make(folder.resolve("f1k.bin"), alphabet(1 << 10));
        make(folder.resolve("f100k.bin"), alphabet(100 << 10));
        make(folder.resolve("f10m.bin"), alphabet(10 << 20));
    }

    private static byte[] alphabet(int size) {
        var octets = new byte[size];
        for (int i = 0; i < size; i++) {
            octets[i] = (byte) ('a' + i % 26);
        }
        return octets;
    }

    /// What is there already keeps its date, so that caches may keep it as well.
    private static void make(Path file, byte[] octets) throws IOException {
        if (!Files.exists(file) || Files.size(file) != octets.length) {
            Files.write(file, octets);
        }
    }
}
