package pounce.engine.application;

import static java.util.stream.Collectors.toCollection;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.spi.Extension;

/// An application that came with the server, and plug-ins that did not: they are in a layer of
/// their own, as those of other applications are.
///
/// @param name how the application was asked for
/// @param application the application
/// @param entries where the plug-ins are, and what they require
record BesidePlugins(ApplicationName name, ApplicationSource application, List<Path> entries)
        implements ApplicationSource {
    private static final Logger LOG = LoggerFactory.getLogger(BesidePlugins.class);
    private static final String SERVICES = Extension.class.getPackageName() + '.';

    @Override
    public boolean isReloadable() {
        return application.isReloadable();
    }

    @Override
    public Application load() {
        var plugins = names(BesidePlugins::isPlugin);
        if (plugins.isEmpty()) {
            tellWhatIsNotUsed(Set.of());
            return application.load();
        }
        var own = OwnLayer.of(new Resolution(name, plugins), entries, List.of());
        tellWhatIsNotUsed(own.modules().configuration().modules());
        try {
            var loader = own.modules().findLoader(plugins.iterator().next());
            return new Application(
                    application.load().app(), loader, Optional.of(own.modules()), own.files());
        } catch (RuntimeException | Error failure) {
            own.files().close();
            throw failure;
        }
    }

    /// {@return the modules that the server does not have, as far as they are meant}
    private Set<String> names(Predicate<ModuleDescriptor> meant) {
        return ModulePath.of(entries).modules().values().stream()
                .map(ModuleReference::descriptor)
                .filter(meant)
                .map(ModuleDescriptor::name)
                .filter(each -> Layers.own().findModule(each).isEmpty())
                .collect(toCollection(TreeSet::new));
    }

    private static boolean isPlugin(ModuleDescriptor module) {
        return module.provides().stream().anyMatch(each -> each.service().startsWith(SERVICES));
    }

    /// A module that is in the server's layer sees none of another.
    private void tellWhatIsNotUsed(Set<ResolvedModule> used) {
        var rest = names(_ -> true);
        used.forEach(each -> rest.remove(each.name()));
        if (!rest.isEmpty()) {
            LOG.warn(
                    "Not used of the module path: {}; {} is the server's own and sees the server's modules only",
                    rest,
                    name);
        }
    }
}
