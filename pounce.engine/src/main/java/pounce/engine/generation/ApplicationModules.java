package pounce.engine.generation;

import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import pounce.api.App;
import pounce.api.error.AppException;
import pounce.api.error.ErrorCode;

/// Finds the application that a name means: a module that is there already, or one in a path, which
/// gets a layer of its own.
public final class ApplicationModules {
    /// Where build tools put the classes of a project's main module: Maven, Gradle.
    private static final List<String> CLASSES =
            List.of("target/classes", "build/classes/java/main");

    /// Where a project keeps the modules that its main module requires.
    private static final List<String> LIBRARIES = List.of("target/lib", "build/lib", "lib");

    private ApplicationModules() {}

    /// Loads an application.
    ///
    /// @param name a module, a project directory, a directory of classes, or a jar
    /// @return a new instance
    /// @throws AppException if it is not found, not the only one, or cannot be made
    public static App load(String name) {
        var path = path(name);
        if (!path.isEmpty()) {
            return load(name, path);
        }
        var layer = layer();
        var module =
                layer.findModule(name)
                        .orElseThrow(() ->
                                new AppException(
                                        ErrorCode.POUNCE_APP_NOT_FOUND,
                                        "there is neither a module nor a path " + name));
        return instantiate(layer, module);
    }

    private static ModuleLayer layer() {
        var own = ApplicationModules.class.getModule().getLayer();
        return own != null ? own : ModuleLayer.boot();
    }

    /// {@return the module path that a name means; empty if it means no path}
    private static List<Path> path(String name) {
        Path place;
        try {
            place = Path.of(name);
        } catch (InvalidPathException _) {
            return List.of();
        }
        if (Files.isRegularFile(place) || Files.exists(place.resolve("module-info.class"))) {
            return List.of(place);
        }
        for (var classes : CLASSES) {
            if (Files.exists(place.resolve(classes).resolve("module-info.class"))) {
                return withLibraries(place, place.resolve(classes));
            }
        }
        if (Files.isDirectory(place)) {
            throw new AppException(
                    ErrorCode.POUNCE_APP_NOT_FOUND,
                    "there is no compiled module in %s; looked for module-info.class there and in %s"
                            .formatted(name, String.join(", ", CLASSES)));
        }
        return List.of();
    }

    private static List<Path> withLibraries(Path project, Path classes) {
        var path = new ArrayList<>(List.of(classes));
        LIBRARIES.stream().map(project::resolve).filter(Files::isDirectory).forEach(path::add);
        return path;
    }

    private static App load(String name, List<Path> path) {
        try {
            var finder = ModuleFinder.of(path.toArray(Path[]::new));
            var module = main(name, path.getFirst());
            var parent = layer();
            var resolved =
                    parent.configuration()
                            .resolveAndBind(finder, ModuleFinder.of(), Set.of(module));
            var layer =
                    parent.defineModulesWithOneLoader(
                            resolved, ApplicationModules.class.getClassLoader());
            return instantiate(layer, layer.findModule(module).orElseThrow());
        } catch (FindException
                | ResolutionException
                | java.lang.LayerInstantiationException failure) {
            throw invalid(name, failure);
        }
    }

    /// {@return the name of the one module in the first place of the path that provides an
    /// application}
    private static String main(String name, Path place) {
        var applications =
                ModuleFinder.of(place).findAll().stream()
                        .map(ModuleReference::descriptor)
                        .filter(module ->
                                module.provides().stream()
                                        .anyMatch(
                                                each -> each.service().equals(App.class.getName())))
                        .toList();
        if (applications.isEmpty()) {
            throw new AppException(
                    ErrorCode.POUNCE_APP_NOT_FOUND,
                    "no module in " + name + " provides " + App.class.getName());
        }
        if (applications.size() > 1) {
            throw new AppException(
                    ErrorCode.POUNCE_APP_AMBIGUOUS,
                    "more than one module in " + name + " provides " + App.class.getName());
        }
        return applications.getFirst().name();
    }

    private static App instantiate(ModuleLayer layer, Module module) {
        var found =
                ServiceLoader.load(layer, App.class).stream()
                        .filter(each -> each.type().getModule() == module)
                        .toList();
        if (found.isEmpty()) {
            throw new AppException(
                    ErrorCode.POUNCE_APP_NOT_FOUND,
                    "module " + module.getName() + " does not provide " + App.class.getName());
        }
        if (found.size() > 1) {
            throw new AppException(
                    ErrorCode.POUNCE_APP_AMBIGUOUS,
                    "module %s provides more than one application: %s"
                            .formatted(
                                    module.getName(),
                                    found.stream().map(each -> each.type().getName()).toList()));
        }
        try {
            return found.getFirst().get();
        } catch (ServiceConfigurationError failure) {
            throw invalid(module.getName(), failure);
        }
    }

    private static AppException invalid(String name, Throwable failure) {
        return new AppException(
                ErrorCode.POUNCE_APP_INVALID, name + ": " + failure.getMessage(), failure);
    }
}
