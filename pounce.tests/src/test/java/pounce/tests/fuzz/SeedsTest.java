package pounce.tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What fuzzing begins with, and what it found once, is read by every target that it is for.
final class SeedsTest {
    static Stream<Arguments> seeds() {
        return Arrays.stream(FuzzTarget.values()).flatMap(SeedsTest::seeds);
    }

    private static Stream<Arguments> seeds(FuzzTarget target) {
        try {
            return target.seedFiles().stream().map(file -> Arguments.of(target, file));
        } catch (IOException absent) {
            throw new AssertionError(absent);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void areNoFault(FuzzTarget target, Path file) throws IOException {
        target.run(Files.readAllBytes(file));
    }

    @ParameterizedTest
    @EnumSource
    void areThere(FuzzTarget target) throws IOException {
        assertTrue(target.seedFiles().size() >= 5);
    }
}
