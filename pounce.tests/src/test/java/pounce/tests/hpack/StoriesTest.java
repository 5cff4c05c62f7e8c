package pounce.tests.hpack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import pounce.engine.hpack.HpackDecoder.Outcome;

final class StoriesTest {
    @Test
    void everyStoryDecodesToItsFields() throws IOException {
        var files = Stories.files();
        assumeFalse(files.isEmpty(), () -> "NOT TESTED: no stories in " + Stories.folder());

        for (var file : files) {
            decode(file);
        }
    }

    private static void decode(Path file) throws IOException {
        var blocks = Stories.read(file);
        int limit = blocks.stream().mapToInt(Stories.Block::tableSize).max().orElseThrow();
        var decoding = new Decoding(Math.max(limit, Decoding.TABLE));
        for (var block : blocks) {
            assertEquals(Outcome.WHOLE, decoding.decode(block.wire()), file::toString);
            assertEquals(block.fields(), decoding.fields(), file::toString);
        }
    }
}
