package pounce.api.spi;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/// Where a class comes from, and the module that is there.
///
/// Java reads no descriptor on the class path. A jar that was made as a module has one all the
/// same, and it alone says what the jar was compiled for.
///
/// @param name for people
/// @param descriptor empty where there is none, or none that can be read
record Origin(String name, Optional<ModuleDescriptor> descriptor) {
    private static final String DESCRIPTOR = "module-info.class";

    static Origin of(Class<?> type) {
        if (type.getModule().isNamed()) return of(type.getModule());
        return Optional.ofNullable(type.getProtectionDomain().getCodeSource())
                .map(CodeSource::getLocation)
                .flatMap(Origin::path)
                .map(Origin::of)
                .orElseGet(() -> new Origin(type.getName(), Optional.empty()));
    }

    /// {@return where a module comes from that has a name}
    static Origin of(Module module) {
        return new Origin("module " + module.getName(), Optional.of(module.getDescriptor()));
    }

    private static Origin of(Path place) {
        var descriptor = descriptor(place);
        var name = descriptor.map(module -> "module " + module.name() + " in ").orElse("");
        return new Origin(name + place, descriptor);
    }

    /// {@return the jars and directories whose `META-INF/services` names providers of a service}
    static Stream<Origin> naming(Class<?> service, ClassLoader loader) {
        return loader.resources("META-INF/services/" + service.getName())
                .map(Origin::place)
                .flatMap(Optional::stream)
                .map(Origin::of);
    }

    private static Optional<Path> place(URL services) {
        try {
            return services.openConnection() instanceof JarURLConnection jar
                    ? path(jar.getJarFileURL())
                    : path(services).map(file -> file.resolve("../../..").normalize());
        } catch (IOException _) { // its classes will say why
            return Optional.empty();
        }
    }

    private static Optional<Path> path(URL location) {
        try {
            return location.getProtocol().equals("file")
                    ? Optional.of(Path.of(location.toURI()))
                    : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException _) { // not a file's
            return Optional.empty();
        }
    }

    private static Optional<ModuleDescriptor> descriptor(Path place) {
        try {
            return Files.isDirectory(place) ? inDirectory(place.resolve(DESCRIPTOR)) : inJar(place);
        } catch (IOException | InvalidModuleDescriptorException _) { // the same
            return Optional.empty();
        }
    }

    private static Optional<ModuleDescriptor> inDirectory(Path file) throws IOException {
        if (!Files.exists(file)) return Optional.empty();
        try (var octets = Files.newInputStream(file)) {
            return Optional.of(ModuleDescriptor.read(octets));
        }
    }

    /// Opens the version for this Java, where a jar has several.
    private static Optional<ModuleDescriptor> inJar(Path file) throws IOException {
        try (var jar =
                new JarFile(file.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
            var entry = jar.getJarEntry(DESCRIPTOR);
            if (entry == null) return Optional.empty();
            try (InputStream octets = jar.getInputStream(entry)) {
                return Optional.of(ModuleDescriptor.read(octets));
            }
        }
    }
}
