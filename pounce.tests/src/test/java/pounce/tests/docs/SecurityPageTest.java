package pounce.tests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import pounce.api.Option;
import pounce.api.Options;

final class SecurityPageTest {
    private static Set<String> named(String pattern) throws IOException {
        var page = Files.readString(Path.of("..", "docs", "security.md"));
        return Pattern.compile("`(" + pattern + ")`")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void namesTestsThatExist() throws IOException {
        try (var files = Files.walk(Path.of("src", "test", "java"))) {
            var tests =
                    files.map(file -> file.getFileName().toString().replace(".java", ""))
                            .collect(Collectors.toSet());
            var named = named("\\w+Test");
            named.removeAll(tests);

            assertEquals(Set.of(), named);
        }
    }

    @Test
    void namesOptionsThatExistAndEveryLimitOfAClient() throws IOException {
        var options = Options.all().stream().map(Option::name).collect(Collectors.toSet());
        var named = named("(?:limits|timeouts|http)\\.[a-z0-9-]+");
        var limits =
                options.stream()
                        .filter(name -> name.startsWith("limits.") && !name.contains("thread"))
                        .collect(Collectors.toSet());

        assertTrue(options.containsAll(named), named.toString());
        assertTrue(named.containsAll(limits), named.toString());
    }
}
