package pounce.engine.application;

import java.lang.module.ModuleDescriptor;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import pounce.api.App;

/// An application that has been loaded.
///
/// @param app its only instance
/// @param loader what loads its classes and finds its services: the server's own, unless the
///   application has one of its own
/// @param files the copies that it is loaded from
public record Application(App app, ClassLoader loader, Snapshot files) {

    /// An application that came with the server.
    static Application beside(App app) {
        return new Application(app, Application.class.getClassLoader(), Snapshot.none());
    }

    /// {@return whether it can go while the server stays}
    public boolean hasOwnLoader() {
        return !loader.equals(Application.class.getClassLoader());
    }

    /// {@return the modules that it has of its own, its main module first; none where there are no
    /// modules}
    public List<ModuleDescriptor> modules() {
        var main =
                (app instanceof ContextLoader around ? around.app() : app).getClass().getModule();
        if (!main.isNamed()) return List.of();
        return Stream.concat(
                        Stream.of(main),
                        hasOwnLoader()
                                ? main.getLayer().modules().stream()
                                        .filter(each -> each != main)
                                        .sorted(Comparator.comparing(Module::getName))
                                : Stream.empty())
                .map(Module::getDescriptor)
                .toList();
    }
}
