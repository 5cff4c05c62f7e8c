package pounce.engine.application;

import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import pounce.api.error.AppException;
import pounce.api.error.ErrorCode;

/// Jars, directories of classes and directories of jars, each module in them once.
///
/// @param finder finds them
record ModulePath(ModuleFinder finder) {

    /// {@return what is in these entries}
    ///
    /// @throws AppException if an entry is missing or broken, or a module is there twice
    static ModulePath of(List<Path> entries) {
        var faults = new ArrayList<String>();
        var places = new HashMap<String, Path>();
        for (var entry : entries) {
            if (!Files.exists(entry)) {
                throw new AppException(
                        ErrorCode.POUNCE_APP_NOT_FOUND,
                        "%s on the module path does not exist".formatted(entry));
            }
            for (var module : modules(entry)) {
                var name = module.descriptor().name();
                var place = place(module);
                var other = places.putIfAbsent(name, place);
                if (other != null && !other.equals(place)) {
                    faults.add(
                            "module %s is there twice: in %s and in %s"
                                    .formatted(name, other, place));
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new AppException(ErrorCode.POUNCE_APP_MODULE_CLASH, String.join("\n", faults));
        }
        return new ModulePath(ModuleFinder.of(entries.toArray(Path[]::new)));
    }

    private static Set<ModuleReference> modules(Path entry) {
        try {
            return ModuleFinder.of(entry).findAll();
        } catch (FindException broken) {
            throw ClassVersions.explain(broken).orElseGet(() -> explain(broken));
        }
    }

    private static AppException explain(FindException broken) {
        var message = String.valueOf(broken.getMessage());
        return new AppException(
                message.startsWith("Two versions of module")
                        ? ErrorCode.POUNCE_APP_MODULE_CLASH
                        : ErrorCode.POUNCE_APP_INVALID,
                withCauses(broken),
                broken);
    }

    /// The reason is in the cause, and the file in the message.
    private static String withCauses(Throwable failure) {
        var message = String.valueOf(failure.getMessage());
        var cause = failure.getCause();
        return cause == null || message.contains(String.valueOf(cause.getMessage()))
                ? message
                : message + ": " + withCauses(cause);
    }

    /// {@return the jar or the directory that a module is in}
    static Path place(ModuleReference module) {
        return Path.of(module.location().orElseThrow());
    }

    /// {@return all modules by name}
    Map<String, ModuleReference> modules() {
        return finder.findAll().stream()
                .collect(Collectors.toMap(each -> each.descriptor().name(), each -> each));
    }
}
