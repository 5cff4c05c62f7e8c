package pounce.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.cli.Line;
import pounce.cli.PlainLine;
import pounce.cli.PounceCommand;

final class PlainLineTest {
    private static final List<String> WORDS =
            List.of(
                    "examples/hello",
                    "shop.jar",
                    "--port",
                    "--port=80",
                    "80",
                    "--host",
                    "::1",
                    "--config",
                    "--config=shop.properties",
                    "--access-log",
                    "--no-access-log",
                    "--access-log=false",
                    "--no-port",
                    "--metrics",
                    "true",
                    "false",
                    "--listen",
                    "http://[::1]:0",
                    "--cors-origins=https://a.example,https://b.example",
                    "--timeouts-header",
                    "10s",
                    "--unknown",
                    "--",
                    "-h",
                    "-",
                    "@words",
                    "",
                    "--host=",
                    "--host= a b ",
                    "a=b");

    private static final int LINES = 2000;
    private static final int LONGEST = 7;

    private static Optional<Line> picocli(String... args) {
        var nowhere = new PrintWriter(Writer.nullWriter());
        return new PounceCommand().out(nowhere).err(nowhere).read(args);
    }

    @Test
    void knowsApplicationFileAndSettings() {
        var line =
                PlainLine.of(
                        "serve",
                        "examples/hello",
                        "--port",
                        "0",
                        "--no-access-log",
                        "--metrics",
                        "--host=::1",
                        "--config",
                        "shop.properties");

        assertEquals(
                Optional.of(
                        new Line(
                                Optional.of("examples/hello"),
                                Optional.of("shop.properties"),
                                Map.of(
                                        "port", "0",
                                        "access-log", "false",
                                        "metrics", "true",
                                        "host", "::1"))),
                line);
    }

    @Test
    void readsNothingInAnotherWayThanPicocli() {
        var random = new Random(1);
        int plain = 0;

        for (int i = 0; i < LINES; i++) {
            var args = new ArrayList<String>();
            args.add("serve");
            for (int count = random.nextInt(LONGEST + 1); count > 0; count--) {
                args.add(WORDS.get(random.nextInt(WORDS.size())));
            }
            var line = PlainLine.of(args.toArray(String[]::new));
            if (line.isPresent()) {
                plain++;
                assertEquals(picocli(args.toArray(String[]::new)), line, args::toString);
            }
        }

        assertTrue(plain > LINES / 20, plain + " lines were plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "check examples/hello",
                "--version",
                "serve --help",
                "serve one two",
                "serve one -h",
                "serve --port",
                "serve --port -1",
                "serve --port 1 --port 2",
                "serve --prot 80",
                "serve --metrics one",
                "serve --metrics=true",
                "serve --no-port",
                "serve @words",
                "serve --host @words",
                "serve --listen http://a:1 --listen http://b:1",
                "serve -- one"
            })
    void leavesToPicocliWhatIsNotPlain(String args) {
        assertEquals(Optional.empty(), PlainLine.of(args.split(" ", -1)));
    }
}
