package pounce.tests.application;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// Sources, compiled as a user's would be.
public final class Compiled {
    private final Path directory;
    private final List<String> path = new ArrayList<>();
    private final List<Path> sources = new ArrayList<>();

    private Compiled(Path directory) {
        this.directory = directory;
        // Maven names folders too that no module has filled, and javac warns of those.
        Stream.of(System.getProperty("jdk.module.path").split(File.pathSeparator))
                .filter(element -> Files.exists(Path.of(element)))
                .forEach(path::add);
    }

    /// Nothing yet.
    ///
    /// @param directory where classes go; sources lie beside it
    public static Compiled into(Path directory) {
        return new Compiled(directory);
    }

    /// Replaces the module path, which is that of this process.
    public Compiled onlyWith(Path... modules) {
        path.clear();
        return with(modules);
    }

    /// Adds to the module path, besides that of this process.
    public Compiled with(Path... modules) {
        for (var each : modules) {
            path.add(each.toString());
        }
        return this;
    }

    /// Adds a source.
    ///
    /// @param name the file, such as `module-info.java` or `sample/Main.java`
    public Compiled source(String name, String text) throws IOException {
        var file = directory.resolveSibling(directory.getFileName() + "-src").resolve(name);
        Files.createDirectories(file.getParent());
        sources.add(Files.writeString(file, text));
        return this;
    }

    /// Adds all sources in a directory.
    public Compiled sources(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
        }
        return this;
    }

    /// Compiles.
    ///
    /// @return where the classes are
    public Path compile(String... options) {
        var arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-d", directory.toString()));
        arguments.addAll(List.of("--module-path", String.join(File.pathSeparator, path)));
        if (sources.stream().noneMatch(source -> source.endsWith("module-info.java"))) {
            arguments.addAll(List.of("--add-modules", "pounce.api"));
        }
        sources.forEach(source -> arguments.add(source.toString()));
        run("javac", arguments.toArray(String[]::new));
        return directory;
    }

    /// Compiles, and puts the classes into a jar beside them.
    public Path jar() {
        var classes = compile();
        var jar = directory.resolveSibling(directory.getFileName() + ".jar");
        run("jar", "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
        return jar;
    }

    /// Runs a tool of the JDK, which has to succeed.
    public static void run(String tool, String... arguments) {
        var output = new StringWriter();
        var writer = new PrintWriter(output);

        int status = ToolProvider.findFirst(tool).orElseThrow().run(writer, writer, arguments);

        assertEquals(0, status, output::toString);
    }
}
