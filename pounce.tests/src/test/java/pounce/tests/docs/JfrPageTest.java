package pounce.tests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pounce.api.ServerConfig;
import pounce.lifecycle.flight.FlightProvider;
import pounce.tests.lifecycle.EveryEvent;

final class JfrPageTest {
    private static final Path PAGE = Path.of("..", "docs", "jfr.md");

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
                Files.readAllLines(PAGE).stream()
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

    /// Every `jfr` command of the page, on a recording of one event of each kind.
    @Test
    void itsQueriesFindWhatTheyAskFor(@TempDir Path directory) throws Exception {
        var page = Files.readString(PAGE);
        var file = directory.resolve("pounce.jfr");
        record(file);
        var commands =
                page.lines()
                        .filter(line -> line.startsWith("$ jfr "))
                        .map(line -> line.substring("$ jfr ".length()).replace("'", ""))
                        .toList();

        assertTrue(commands.stream().anyMatch(each -> each.startsWith("print --events")));
        for (var command : commands) {
            var printed = jfr(directory, command);
            Pattern.compile("pounce\\.[A-Z]\\w+")
                    .matcher(command)
                    .results()
                    .forEach(name -> assertTrue(printed.contains(name.group()), printed));
        }
    }

    @Test
    void itsExampleHasTheFieldsOfTheEvent(@TempDir Path directory) throws Exception {
        record(directory.resolve("pounce.jfr"));
        var printed = jfr(directory, "print --events pounce.ResponseCompleted pounce.jfr");
        var page = Files.readString(PAGE);
        int from = page.indexOf("pounce.ResponseCompleted {");

        assertEquals(fields(printed), fields(page.substring(from, page.indexOf('}', from) + 1)));
    }

    private static List<String> fields(String printed) {
        return printed.lines()
                .filter(line -> line.startsWith("  ") && line.contains(" = "))
                .map(line -> line.strip().split(" = ", -1)[0])
                .filter(name -> !name.equals("eventThread"))
                .toList();
    }

    private static void record(Path file) throws Exception {
        var collector = new FlightProvider().create(ServerConfig.defaults());
        try (var recording = new Recording()) {
            recording.start();
            assertTrue(collector.isWatching());
            EveryEvent.list().forEach(collector::record);
            recording.stop();
            recording.dump(file);
        }
    }

    private static String jfr(Path directory, String command) throws Exception {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "jfr").toString());
        words.addAll(List.of(command.split(" ", -1)));
        var process =
                new ProcessBuilder(words)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        var printed = process.inputReader().readAllAsString();
        assertEquals(0, process.waitFor(), printed);
        return printed;
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
