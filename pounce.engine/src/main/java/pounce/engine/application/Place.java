package pounce.engine.application;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pounce.api.error.AppException;
import pounce.api.error.ErrorCode;

/// A path that holds the main module of an application: a jar, a directory of classes, or a project
/// that has been built.
///
/// @param main the jar or the classes
/// @param resources directories that belong to the same module
/// @param libraries directories with the modules that it requires
record Place(Path main, List<Path> resources, List<Path> libraries) {

    /// Where build tools put the classes of a project's main module: Maven, Gradle.
    private static final List<String> CLASSES =
            List.of("target/classes", "build/classes/java/main");

    /// Where Gradle puts what is no class.
    private static final String RESOURCES = "build/resources/main";

    /// Where a project keeps the modules that its main module requires.
    private static final List<String> LIBRARIES =
            List.of("target/lib", "target/dependency", "build/lib", "lib");

    static Place of(Path path) {
        if (Files.isRegularFile(path) || isModule(path)) {
            return new Place(path, List.of(), List.of());
        }
        return CLASSES.stream()
                .map(path::resolve)
                .filter(Place::isModule)
                .findFirst()
                .map(classes -> project(path, classes))
                .orElseThrow(() -> noModule(path));
    }

    private static boolean isModule(Path directory) {
        return Files.exists(directory.resolve("module-info.class"));
    }

    private static Place project(Path project, Path classes) {
        var resources = project.resolve(RESOURCES);
        return new Place(
                classes,
                classes.startsWith(project.resolve("build"))
                        ? Stream.of(resources).filter(Files::isDirectory).toList()
                        : List.of(),
                LIBRARIES.stream().map(project::resolve).filter(Files::isDirectory).toList());
    }

    private static AppException noModule(Path path) {
        var looked =
                "there is no compiled module in %s; looked for module-info.class there and in %s"
                        .formatted(path, String.join(", ", CLASSES));
        return new AppException(
                ErrorCode.POUNCE_APP_NOT_FOUND,
                remedy(path).map(remedy -> looked + "; " + remedy).orElse(looked));
    }

    private static Optional<String> remedy(Path path) {
        if (Files.exists(path.resolve("pom.xml"))) {
            return Optional.of("build the project first: mvn package");
        }
        if (Files.exists(path.resolve("build.gradle"))
                || Files.exists(path.resolve("build.gradle.kts"))) {
            return Optional.of("build the project first: gradle classes");
        }
        return Optional.empty();
    }

    /// {@return where modules are, the main module in the first place}
    ///
    /// @param more behind the project's own
    List<Path> entriesAnd(List<Path> more) {
        var all = new ArrayList<Path>(List.of(main));
        all.addAll(libraries);
        all.addAll(more);
        return all;
    }
}
