package pounce.tests.provision;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.attribute.ModuleRequireInfo;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import pounce.tests.application.Compiled;

/// Where the modules of this process are.
final class Modules {
    /// Enough for a server that serves an application.
    static final String[] ENGINE = {"pounce.engine", "org.slf4j"};

    /// All of `pounce.standard`.
    static final String[] STANDARD = {
        "pounce.standard",
        "pounce.engine",
        "pounce.lifecycle",
        "pounce.middleware",
        "pounce.staticfiles",
        "pounce.tls",
        "pounce.tracing",
        "org.slf4j"
    };

    private Modules() {}

    private static ModuleReference reference(String name) {
        return ModuleLayer.boot().configuration().findModule(name).orElseThrow().reference();
    }

    static Path[] of(String... names) {
        return Arrays.stream(names)
                .map(name -> Path.of(reference(name).location().orElseThrow()))
                .toArray(Path[]::new);
    }

    static Path[] and(Path[] some, Path... more) {
        return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(Path[]::new);
    }

    /// {@return a jar of a module that says it is of this version}
    static Path versioned(String name, String version, Path directory) throws IOException {
        var classes = copy(name, directory.resolve(name + '-' + version));
        var jar = directory.resolve(name + '-' + version + ".jar");
        Compiled.run(
                "jar",
                "--create",
                "--file=" + jar,
                "--module-version=" + version,
                "-C",
                classes.toString(),
                ".");
        return jar;
    }

    /// {@return classes of a module that does not say which versions it was compiled for}
    static Path forAnyVersion(String name, Path directory) throws IOException {
        var classes = copy(name, directory.resolve(name));
        var descriptor = classes.resolve("module-info.class");
        var file = ClassFile.of();
        Files.write(
                descriptor,
                file.transformClass(
                        file.parse(descriptor),
                        (builder, element) ->
                                builder.with(
                                        element instanceof ModuleAttribute module
                                                ? forAnyVersion(module)
                                                : element)));
        return classes;
    }

    private static ModuleAttribute forAnyVersion(ModuleAttribute module) {
        return ModuleAttribute.of(
                module.moduleName(),
                module.moduleFlagsMask(),
                module.moduleVersion().orElse(null),
                module.requires().stream()
                        .map(each ->
                                ModuleRequireInfo.of(
                                        each.requires(), each.requiresFlagsMask(), null))
                        .toList(),
                module.exports(),
                module.opens(),
                module.uses(),
                module.provides());
    }

    private static Path copy(String name, Path classes) throws IOException {
        try (var reader = reference(name).open();
                var entries = reader.list()) {
            for (var entry : entries.filter(each -> !each.endsWith("/")).toList()) {
                var target = classes.resolve(entry);
                Files.createDirectories(target.getParent());
                try (var content = reader.open(entry).orElseThrow()) {
                    Files.copy(content, target);
                }
            }
        }
        return classes;
    }
}
