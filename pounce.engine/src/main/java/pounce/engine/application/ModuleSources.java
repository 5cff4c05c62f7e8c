package pounce.engine.application;

import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pounce.api.App;
import pounce.api.Options;
import pounce.api.error.AppException;
import pounce.api.error.ErrorCode;

/// Finds the module that a name means: in a path, on the module path of the application, or beside
/// the server.
final class ModuleSources {
    private ModuleSources() {}

    /// @param name a path if there is something, otherwise a module
    /// @param modulePath where to look for modules that are not the server's
    static ApplicationSource named(ApplicationName name, List<Path> modulePath) {
        var path = name.path();
        if (path.isPresent()) {
            var place = Place.of(path.get());
            return new ModuleApplication(
                    name, place.entriesAnd(modulePath), Optional.empty(), place.resources());
        }
        if (ModulePath.of(modulePath).modules().containsKey(name.module())) {
            return new ModuleApplication(name, modulePath, Optional.of(name.module()), List.of());
        }
        return Layers.own()
                .findModule(name.module())
                .<ApplicationSource>map(module -> new LinkedApplication(name, module))
                .or(() -> ClassBeside.named(name))
                .map(beside ->
                        modulePath.isEmpty() ? beside : new BesidePlugins(name, beside, modulePath))
                .orElseThrow(() -> unknown(name));
    }

    private static AppException unknown(ApplicationName name) {
        var known =
                Layers.own().modules().stream()
                        .map(Module::getDescriptor)
                        .filter(ModuleSources::providesApplication)
                        .map(ModuleDescriptor::name)
                        .toList();
        var nobody = "there is neither a module nor a path " + name;
        return new AppException(
                ErrorCode.POUNCE_APP_NOT_FOUND,
                known.isEmpty()
                        ? nobody
                        : nobody
                                + "; the nearest module is "
                                + Options.nearest(name.module(), known.stream()));
    }

    static boolean providesApplication(ModuleDescriptor module) {
        return applications(module).findAny().isPresent();
    }

    /// {@return the classes of the applications that a module provides}
    static Stream<String> applications(ModuleDescriptor module) {
        return module.provides().stream()
                .filter(each -> each.service().equals(App.class.getName()))
                .flatMap(each -> each.providers().stream());
    }
}
