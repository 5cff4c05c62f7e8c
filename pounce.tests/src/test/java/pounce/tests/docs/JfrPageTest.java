package pounce.tests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import org.junit.jupiter.api.Test;
import pounce.api.ServerConfig;
import pounce.lifecycle.flight.FlightProvider;

final class JfrPageTest {
    /// What every event has, and what Flight Recorder adds.
    private static final Set<String> COMMON =
            Set.of(
                    "startTime",
                    "duration",
                    "eventThread",
                    "stackTrace",
                    "connectionId",
                    "workerId");

    @Test
    void listsEveryEventWithItsFields() throws Exception {
        var expected = new TreeMap<String, String>();
        try (var recording = new Recording()) {
            recording.start();
            new FlightProvider().create(ServerConfig.defaults()).isWatching();
            FlightRecorder.getFlightRecorder().getEventTypes().stream()
                    .filter(type -> type.getName().startsWith("pounce."))
                    .forEach(type -> expected.put(type.getName(), fields(type)));
        }

        var listed =
                Files.readAllLines(Path.of("..", "docs", "jfr.md")).stream()
                        .filter(line -> line.startsWith("| `pounce."))
                        .map(line -> line.replace("`", "").split(" *\\| *", -1))
                        .collect(
                                Collectors.toMap(
                                        row -> row[1],
                                        row -> row[2],
                                        (_, last) -> last,
                                        TreeMap::new));

        assertEquals(expected, listed);
    }

    private static String fields(EventType type) {
        return type.getFields().stream()
                .map(ValueDescriptor::getName)
                .filter(name -> !COMMON.contains(name))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(" "));
    }
}
