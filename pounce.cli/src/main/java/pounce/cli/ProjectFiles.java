package pounce.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pounce.api.Pounce;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;

/// The files of a new project: texts by paths, in the order in which they are told.
///
/// @param texts by path, with `/`
record ProjectFiles(Map<String, String> texts) {
    private static final String TEMPLATES = "init/";

    /// {@return a project that serves}
    static ProjectFiles application(ModuleName module) {
        return new ProjectFiles(
                filled(
                        module,
                        List.of(
                                "pom.xml pom.xml",
                                "README.md app/README.md",
                                "pounce.properties app/pounce.properties",
                                "src/main/java/module-info.java app/module-info.java",
                                "src/main/java/@path@/Application.java app/Application.java",
                                "src/test/java/@path@/ApplicationTest.java app/ApplicationTest.java",
                                ".gitignore gitignore")));
    }

    /// {@return a project that adds to servers}
    static ProjectFiles plugin(ModuleName module) {
        return new ProjectFiles(
                filled(
                        module,
                        List.of(
                                "pom.xml pom.xml",
                                "README.md plugin/README.md",
                                "src/main/java/module-info.java plugin/module-info.java",
                                "src/main/java/@path@/Extension.java plugin/Extension.java",
                                "src/main/resources/META-INF/services/pounce.api.spi.Plugin plugin/services",
                                "src/test/java/@path@/ExtensionTest.java plugin/ExtensionTest.java",
                                ".gitignore gitignore")));
    }

    /// @param list where a file goes, a space, and its template
    private static Map<String, String> filled(ModuleName module, List<String> list) {
        var texts = new LinkedHashMap<String, String>();
        for (var line : list) {
            var pair = line.split(" ", 2);
            texts.put(filled(module, pair[0]), filled(module, template(pair[1])));
        }
        return texts;
    }

    private static String filled(ModuleName module, String text) {
        var name = module.optionName();
        return text.replace("@module@", module.text())
                .replace("@path@", module.path())
                .replace("@name@", name)
                .replace("@VARIABLE@", name.toUpperCase(Locale.ROOT).replace('-', '_'))
                .replace("@version@", Pounce.version());
    }

    private static String template(String name) {
        try (var text = ProjectFiles.class.getResourceAsStream(TEMPLATES + name)) {
            if (text == null) throw new IllegalStateException("no template " + name);
            return new String(text.readAllBytes(), UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Writes all of them, or none. What is there already stays.
    ///
    /// @param directory is made if it is not there
    /// @throws ConfigException if one is there, or cannot be written
    void write(Path directory) {
        var there =
                texts.keySet().stream()
                        .map(directory::resolve)
                        .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                        .map(Path::toString)
                        .collect(joining(", "));
        if (!there.isEmpty()) {
            throw new ConfigException(ErrorCode.POUNCE_INIT_EXISTS, "already there: " + there);
        }
        var written = new ArrayList<Path>();
        try {
            for (var each : texts.entrySet()) {
                var file = directory.resolve(each.getKey());
                Files.createDirectories(file.resolveSibling("."));
                Files.writeString(file, each.getValue(), StandardOpenOption.CREATE_NEW);
                written.add(file);
            }
        } catch (IOException failure) {
            remove(written, failure);
            throw new ConfigException(
                    ErrorCode.POUNCE_INIT_FAILED,
                    "%s: not written: %s".formatted(directory, failure),
                    failure);
        }
    }

    private static void remove(List<Path> written, IOException failure) {
        for (var file : written) {
            try {
                Files.delete(file);
            } catch (IOException another) {
                failure.addSuppressed(another);
            }
        }
    }
}
