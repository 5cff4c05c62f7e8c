package pounce.engine.application;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// What the name of an application says: a module or a place, and perhaps which of its classes.
///
/// @param module a module, or the path of what holds one
/// @param className empty where the module provides one application only
record ApplicationName(String module, Optional<String> className) {

    /// Reads `module`, `module/class`, `path` or `path/class`. What exists is a path as it is.
    static ApplicationName parse(String name) {
        int slash = name.lastIndexOf('/');
        if (slash <= 0 || exists(name)) {
            return new ApplicationName(name, Optional.empty());
        }
        var module = name.substring(0, slash);
        return exists(module) || isModuleName(module)
                ? new ApplicationName(module, Optional.of(name.substring(slash + 1)))
                : new ApplicationName(name, Optional.empty());
    }

    /// {@return the path that the name is, if there is something}
    Optional<Path> path() {
        return exists(module) ? Optional.of(Path.of(module)) : Optional.empty();
    }

    private static boolean exists(String path) {
        try {
            return Files.exists(Path.of(path));
        } catch (InvalidPathException _) {
            return false;
        }
    }

    private static boolean isModuleName(String name) {
        return name.chars().allMatch(c -> c == '.' || Character.isJavaIdentifierPart(c));
    }

    @Override
    public String toString() {
        return className.map(name -> module + '/' + name).orElse(module);
    }
}
