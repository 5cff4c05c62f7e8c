package pounce.engine.application;

import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.error.AppException;
import pounce.api.error.ErrorCode;

/// Joins modules, an application's or plug-ins, with those of the server.
///
/// Where both have a module, the server's is used: types that they exchange, such as those of
/// `pounce.api`, are the same only then. The roots alone are never the server's.
///
/// The module system stops at the first fault, and not always in words that help. So what goes
/// wrong often is looked for first, and all of it is told.
///
/// @param name how the application was asked for
/// @param roots the modules that are wanted: its main module, or plug-ins
record Resolution(ApplicationName name, Set<String> roots) {
    private static final Logger LOG = LoggerFactory.getLogger(Resolution.class);

    /// {@return the modules that are needed, and those that provide services for them}
    ///
    /// @param entries where modules are
    /// @throws AppException if they do not go together
    Configuration of(List<Path> entries) {
        var path = ModulePath.of(entries);
        var modules = path.modules();
        var wanted = new TreeMap<>(modules);
        wanted.keySet().retainAll(roots);
        if (wanted.size() < roots.size()) {
            throw new AppException(
                    ErrorCode.POUNCE_APP_NOT_FOUND,
                    "module %s is not in %s".formatted(String.join(", ", roots), entries));
        }
        refuse(ErrorCode.POUNCE_APP_MODULE_MISSING, missing(modules));
        try {
            var configuration =
                    server().configuration()
                            .resolveAndBind(new TheseModules(wanted), path.finder(), roots);
            refuse(ErrorCode.POUNCE_APP_PACKAGE_SPLIT, split(configuration));
            return configuration;
        } catch (FindException | ResolutionException failure) {
            throw explain(failure);
        }
    }

    /// {@return a layer with these modules; none that this process has had before}
    ModuleLayer define(Configuration configuration) {
        try {
            return server().defineModulesWithOneLoader(
                            configuration, Resolution.class.getClassLoader());
        } catch (LayerInstantiationException failure) {
            throw explain(failure);
        }
    }

    private static ModuleLayer server() {
        return Layers.own();
    }

    private static void refuse(ErrorCode code, List<String> faults) {
        if (!faults.isEmpty()) {
            throw new AppException(code, String.join("\n", faults));
        }
    }

    private AppException explain(RuntimeException failure) {
        return ClassVersions.explain(failure)
                .orElseGet(() ->
                        new AppException(
                                String.valueOf(failure.getMessage()).contains(" package ")
                                        ? ErrorCode.POUNCE_APP_PACKAGE_SPLIT
                                        : ErrorCode.POUNCE_APP_INVALID,
                                name + ": " + failure.getMessage(),
                                failure));
    }

    /// {@return a sentence for each module that a needed one requires and that is nowhere}
    private List<String> missing(Map<String, ModuleReference> modules) {
        var faults = new ArrayList<String>();
        var seen = new HashSet<>(roots);
        var open = new ArrayDeque<String>(seen);
        while (!open.isEmpty()) {
            var module = modules.get(open.remove());
            if (module == null) continue; // one of the server's
            for (var requires : module.descriptor().requires()) {
                var required = requires.name();
                if (requires.modifiers().contains(Requires.Modifier.STATIC)
                        || !seen.add(required)) {
                    continue;
                }
                if (modules.containsKey(required) || server().findModule(required).isPresent()) {
                    open.add(required);
                } else {
                    faults.add(missing(module.descriptor().name(), required));
                }
            }
        }
        return faults;
    }

    private static String missing(String module, String required) {
        var fault = "module %s requires %s, ".formatted(module, required);
        if (ModuleFinder.ofSystem().find(required).isPresent()) {
            return fault
                    + "which this Java has, but was started without: add --add-modules %s to its options"
                            .formatted(required);
        }
        if (required.startsWith("java.") || required.startsWith("jdk.")) {
            return fault
                    + "which this image does not have: link it with jlink --add-modules "
                    + required;
        }
        if (required.startsWith("pounce.") && !Resolution.class.getModule().isNamed()) {
            return fault
                    + "but the server is on the class path: put it on the module path, or this module on the class path, too";
        }
        return fault + "which is neither among the server's modules nor where it was looked for";
    }

    /// Overlaps that the module system would find only while it makes the layer, one at a time.
    private static List<String> split(Configuration configuration) {
        var faults = new ArrayList<String>();
        var owners = new TreeMap<String, String>();
        for (var each : configuration.modules()) {
            for (var contained : each.reference().descriptor().packages()) {
                var other = owners.putIfAbsent(contained, each.name());
                if (other != null) {
                    faults.add(
                            "package %s is in two modules, %s and %s"
                                    .formatted(contained, other, each.name()));
                }
            }
        }
        return faults;
    }

    /// Tells which modules of the application step back for the server's of the same name.
    void tellWhatIsNotUsed(List<Path> entries) {
        ModulePath.of(entries).modules().values().stream()
                .map(ModuleReference::descriptor)
                .filter(module -> !roots.contains(module.name()))
                .forEach(mine ->
                        server().findModule(mine.name())
                                .map(Module::getDescriptor)
                                .filter(other -> !version(other).equals(version(mine)))
                                .ifPresent(other -> tell(mine, other)));
    }

    private static Optional<String> version(ModuleDescriptor module) {
        return module.rawVersion();
    }

    private static void tell(ModuleDescriptor mine, ModuleDescriptor other) {
        LOG.info(
                "The application's {} is not used: the server has {}",
                mine.toNameAndVersion(),
                other.toNameAndVersion());
    }
}
