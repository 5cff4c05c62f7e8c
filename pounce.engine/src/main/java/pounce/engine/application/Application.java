package pounce.engine.application;

import java.lang.module.ModuleDescriptor;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pounce.api.App;

/// An application that has been loaded.
///
/// @param app its only instance
/// @param loader what loads its classes, or the plug-ins that came with it, and finds their
///   services: the server's own, unless there is one of their own
/// @param layer the modules that came with it; empty where there are none
/// @param files the copies that all this is loaded from
public record Application(
        App app, ClassLoader loader, Optional<ModuleLayer> layer, Snapshot files) {

    /// An application that came with the server.
    static Application beside(App app) {
        return new Application(
                app, Application.class.getClassLoader(), Optional.empty(), Snapshot.none());
    }

    /// {@return whether it has brought classes, its own or those of plug-ins}
    public boolean hasOwnLoader() {
        return !loader.equals(Application.class.getClassLoader());
    }

    /// {@return its main module, and those that came with it; none where it is in no module}
    public List<ModuleDescriptor> modules() {
        var main =
                (app instanceof ContextLoader around ? around.app() : app).getClass().getModule();
        if (!main.isNamed()) return List.of();
        return Stream.concat(
                        Stream.of(main),
                        layer.stream()
                                .flatMap(each -> each.modules().stream())
                                .filter(each -> each != main)
                                .sorted(Comparator.comparing(Module::getName)))
                .map(Module::getDescriptor)
                .toList();
    }
}
