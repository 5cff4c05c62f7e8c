package pounce.engine.application;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        var own = OwnLayer.of(new Resolution(name, Set.of(root)), entries, resources);
        try {
            var main = own.modules().findModule(root).orElseThrow();
            var loader = main.getClassLoader();
            return new Application(
                    ContextLoader.around(Instances.of(name, own.modules(), main), loader),
                    loader,
                    Optional.of(own.modules()),
                    own.files());
        } catch (RuntimeException | Error failure) {
            own.files().close();
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
