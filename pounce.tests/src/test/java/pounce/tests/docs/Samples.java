package pounce.tests.docs;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/// Compiles the samples of a page, against the modules that users have.
///
/// Each sample is part of a class that extends that of the sample before, so that a page can go on
/// from what it has shown. What it takes for granted stands in comments, `<!-- given:`. Imports may
/// be left out. Types behind the declaration of a module are compiled once more, as that module's.
final class Samples {
    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

    /// What a sample may use without an import, if it is there.
    private static final List<String> IMPORTED =
            List.of(
                    "java.base",
                    "java.net.http",
                    "pounce.api",
                    "pounce.testkit",
                    "org.junit.jupiter.api",
                    "org.slf4j");

    /// A name that java.base has too is pounce's.
    private static final String API =
            Stream.of("pounce.api", "pounce.api.error", "pounce.api.event", "pounce.api.spi")
                    .map(name -> "import " + name + ".*; ")
                    .collect(Collectors.joining());

    private static final Pattern REQUIRES =
            Pattern.compile("requires (?:static |transitive )*([\\w.]+);");
    private static final Pattern PROVIDER = Pattern.compile("([\\w.]+)\\.\\w+\\s*[,;]");

    private final Page page;
    private final Path directory;
    private final List<Snippet> snippets;

    /// @param directory where sources of modules are written
    Samples(Page page, Path directory) throws IOException {
        this.page = page;
        this.directory = Files.createTempDirectory(directory, "samples");
        this.snippets = page.blocks("java", Block.GIVEN).stream().map(Snippet::of).toList();
    }

    /// {@return what a compiler says against them; empty if all is well}
    List<String> faults() throws IOException {
        var faults = new ArrayList<String>();
        faults.addAll(faults(classes(), List.of("--add-modules", "ALL-MODULE-PATH")));
        var sources = directory.resolve("sources");
        var modules = modules(sources);
        if (!modules.isEmpty()) {
            try (var files = JAVAC.getStandardFileManager(null, null, null)) {
                var units = new ArrayList<JavaFileObject>();
                files.getJavaFileObjectsFromPaths(modules).forEach(units::add);
                faults.addAll(faults(units, List.of("--module-source-path", sources.toString())));
            }
        }
        return faults;
    }

    private List<JavaFileObject> classes() {
        var before = new StringBuilder();
        for (var module : IMPORTED) {
            if (ModuleLayer.boot().findModule(module).isPresent()) {
                before.append("import module ").append(module).append("; ");
            }
        }
        var classes = new ArrayList<JavaFileObject>();
        var last = "Object";
        for (var snippet : snippets) {
            if (snippet.shape() != Snippet.Shape.MODULE) {
                var name = "Sample" + snippet.block().line();
                var head = "class " + name + " extends " + last + " ";
                if (snippet.block().language().equals(Block.GIVEN)) {
                    before.append(snippet.imports()).append(' ');
                }
                var text = snippet.nested(before + API + snippet.imports() + head);
                classes.add(new Snippet.Source(name + ".java", text));
                last = name;
            }
        }
        return classes;
    }

    /// {@return the files of the modules that the page declares}
    private List<Path> modules(Path sources) throws IOException {
        var files = new LinkedHashMap<Path, String>();
        var module = "";
        var location = "";
        var imports = "";
        for (var snippet : snippets) {
            if (snippet.shape() == Snippet.Shape.MODULE) {
                module = snippet.module();
                location = location(snippet);
                imports = imports(snippet);
                files.put(sources.resolve(module, "module-info.java"), snippet.file(""));
            } else if (!module.isEmpty() && !snippet.types().isEmpty()) {
                var name = snippet.packageName().orElse(location);
                var file = snippet.types().getFirst() + ".java";
                files.put(
                        sources.resolve(module, name.replace('.', '/'), file),
                        snippet.file("package " + name + "; " + imports));
            }
        }
        for (var file : files.entrySet()) {
            Files.createDirectories(file.getKey().getParent());
            Files.writeString(file.getKey(), file.getValue());
        }
        return List.copyOf(files.keySet());
    }

    /// {@return the package of what a module provides, or else of its own name}
    private static String location(Snippet module) {
        var text = module.block().text();
        int with = text.indexOf(" with");
        var provider = PROVIDER.matcher(text);
        return with >= 0 && provider.find(with) ? provider.group(1) : module.module();
    }

    private static String imports(Snippet module) {
        var required = new TreeSet<>(Set.of("java.base"));
        REQUIRES.matcher(module.block().text())
                .results()
                .map(match -> match.group(1))
                .forEach(required::add);
        return required.stream()
                        .map(name -> "import module " + name + "; ")
                        .collect(Collectors.joining())
                + (required.contains("pounce.api") ? API : "");
    }

    private List<String> faults(List<JavaFileObject> units, List<String> options)
            throws IOException {
        if (units.isEmpty()) return List.of();
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        var all = new ArrayList<>(options);
        all.addAll(List.of("-proc:none", "-implicit:none", "-d", directory.toString()));
        all.addAll(List.of("-Xlint:deprecation,removal,rawtypes,unchecked"));
        all.addAll(List.of("--module-path", System.getProperty("jdk.module.path")));
        var task = (JavacTask) JAVAC.getTask(null, null, diagnostics, all, null, units);
        task.analyze();
        return diagnostics.getDiagnostics().stream()
                .filter(each -> each.getKind() != Diagnostic.Kind.NOTE)
                .map(this::fault)
                .toList();
    }

    private String fault(Diagnostic<? extends JavaFileObject> each) {
        return page.fault((int) Math.max(1, each.getLineNumber()), each.getMessage(Locale.ROOT));
    }
}
