package pounce.engine.application;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pounce.api.error.AppException;
import pounce.api.error.ErrorCode;

/// An application without modules: a class of its own class path. Each load puts copies of what is
/// there in a class loader of its own, which sees what the server's modules export.
///
/// @param className its class
/// @param entries jars and directories of classes, and `*` for all jars of a directory
record ClassPathApplication(String className, List<Path> entries) implements ApplicationSource {

    @Override
    public boolean isReloadable() {
        return true;
    }

    @Override
    public Application load() {
        try {
            return load(Snapshot.create());
        } catch (IOException failure) {
            throw new AppException(
                    ErrorCode.POUNCE_APP_INVALID, className + ": not copied: " + failure, failure);
        }
    }

    private Application load(Snapshot copies) throws IOException {
        try {
            var urls = new ArrayList<URL>();
            for (var entry : expanded()) {
                urls.add(copies.add(entry).toUri().toURL());
            }
            var loader =
                    new URLClassLoader(
                            "application",
                            urls.toArray(URL[]::new),
                            ClassPathApplication.class.getClassLoader());
            var app = Instances.of(className, find(loader));
            return new Application(
                    ContextLoader.around(app, loader), loader, Optional.empty(), copies);
        } catch (IOException | RuntimeException | Error failure) {
            copies.close();
            throw failure;
        }
    }

    private Class<?> find(ClassLoader loader) {
        try {
            return Class.forName(className, false, loader);
        } catch (ClassNotFoundException missing) {
            throw new AppException(
                    ErrorCode.POUNCE_APP_NOT_FOUND,
                    "there is no class %s in %s".formatted(className, entries),
                    missing);
        } catch (LinkageError failure) {
            throw ClassVersions.explain(failure)
                    .orElseGet(() ->
                            new AppException(
                                    ErrorCode.POUNCE_APP_INVALID,
                                    className + ": " + failure,
                                    failure));
        }
    }

    private List<Path> expanded() throws IOException {
        var all = new ArrayList<Path>();
        for (var entry : entries) {
            if (entry.endsWith("*")) {
                all.addAll(jars(entry.resolveSibling("")));
            } else if (Files.exists(entry)) {
                all.add(entry);
            } else {
                throw new AppException(
                        ErrorCode.POUNCE_APP_NOT_FOUND,
                        "%s on the class path does not exist".formatted(entry));
            }
        }
        return all;
    }

    private static List<Path> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }
}
