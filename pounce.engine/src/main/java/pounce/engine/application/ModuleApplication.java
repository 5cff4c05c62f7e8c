package pounce.engine.application;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pounce.api.App;
import pounce.api.error.AppException;
import pounce.api.error.ErrorCode;

/// An application whose modules are files. Each load puts copies of them in a layer of its own.
///
/// @param name how it was asked for
/// @param entries where its modules are, its main module in the first
/// @param module its main module; empty where it is the one that provides an application
/// @param resources directories that belong to the main module
record ModuleApplication(
        ApplicationName name, List<Path> entries, Optional<String> module, List<Path> resources)
        implements ApplicationSource {

    @Override
    public boolean isReloadable() {
        return true;
    }

    @Override
    public Application load() {
        var root = module.orElseGet(() -> only(entries.getFirst()));
        var resolution = new Resolution(name, root);
        var found = resolution.of(entries);
        resolution.tellWhatIsNotUsed(entries);
        try {
            return load(resolution, found, Snapshot.create());
        } catch (IOException failure) {
            throw new AppException(
                    ErrorCode.POUNCE_APP_INVALID, name + ": not copied: " + failure, failure);
        }
    }

    private Application load(Resolution resolution, Configuration found, Snapshot copies)
            throws IOException {
        try {
            var copied = new ArrayList<Path>();
            for (var each : found.modules()) {
                var place = ModulePath.place(each.reference());
                copied.add(
                        each.name().equals(resolution.root())
                                ? copies.add(place, resources.toArray(Path[]::new))
                                : copies.add(place));
            }
            var layer = resolution.define(resolution.of(copied));
            var main = layer.findModule(resolution.root()).orElseThrow();
            var loader = main.getClassLoader();
            return new Application(
                    ContextLoader.around(Instances.of(name, layer, main), loader), loader, copies);
        } catch (IOException | RuntimeException | Error failure) {
            copies.close();
            throw failure;
        }
    }

    /// {@return the module in a place that the name means without saying it}
    private String only(Path place) {
        var path = ModulePath.of(List.of(place));
        var applications =
                path.modules().values().stream()
                        .map(ModuleReference::descriptor)
                        .filter(ModuleSources::providesApplication)
                        .map(ModuleDescriptor::name)
                        .sorted()
                        .toList();
        if (applications.size() == 1) return applications.getFirst();
        if (applications.size() > 1) {
            throw new AppException(
                    ErrorCode.POUNCE_APP_AMBIGUOUS,
                    "several modules in %s provide %s: %s"
                            .formatted(
                                    place, App.class.getName(), String.join(", ", applications)));
        }
        var modules = path.modules().keySet();
        if (name.className().isPresent() && modules.size() == 1) return modules.iterator().next();
        throw new AppException(
                ErrorCode.POUNCE_APP_NOT_FOUND,
                "no module in %s provides %s".formatted(place, App.class.getName()));
    }
}
