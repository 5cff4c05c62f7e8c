package pounce.tests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the page says about the names of loggers, against the code of every module.
final class LoggersPageTest {
    private static final Pattern LOGGER =
            Pattern.compile("LoggerFactory\\s*\\.getLogger\\(\\s*([^)]+?)\\s*\\)");

    private record Named(Path file, String argument) {
        String type() {
            return file.getFileName().toString().replace(".java", "");
        }
    }

    private static Set<Named> loggers() throws IOException {
        var found = new HashSet<Named>();
        try (var modules = Files.list(Path.of(".."))) {
            for (var module : modules.map(each -> each.resolve("src/main/java")).toList()) {
                if (Files.exists(module)) {
                    try (Stream<Path> files = Files.walk(module)) {
                        for (var file :
                                files.filter(each -> each.toString().endsWith(".java")).toList()) {
                            LOGGER.matcher(Files.readString(file))
                                    .results()
                                    .forEach(match -> found.add(new Named(file, match.group(1))));
                        }
                    }
                }
            }
        }
        return found;
    }

    @Test
    void namesThoseThatAreForPrograms() throws IOException {
        var page = Files.readString(Path.of("..", "docs", "observability.md"));
        var log = page.substring(page.indexOf("## The general log"), page.indexOf("## Events"));
        var listed =
                Pattern.compile("`(pounce\\.[a-z]+)` \\(")
                        .matcher(log)
                        .results()
                        .map(match -> match.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        var named =
                loggers().stream()
                        .map(Named::argument)
                        .filter(argument -> argument.startsWith("\""))
                        .map(argument -> argument.replace("\"", ""))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(named, listed);
    }

    @Test
    void allOthersAreNamedForTheirClasses() throws IOException {
        var loggers = loggers();

        assertTrue(loggers.size() > 20, loggers::toString);
        for (var each : loggers) {
            if (!each.argument().startsWith("\"")) {
                assertEquals(each.type() + ".class", each.argument(), each.file()::toString);
            }
        }
    }
}
