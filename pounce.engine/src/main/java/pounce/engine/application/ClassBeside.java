package pounce.engine.application;

import java.util.Optional;
import pounce.api.error.AppException;

/// An application on the class path of the server, where there are no modules to name.
///
/// @param type its class
record ClassBeside(Class<?> type) implements ApplicationSource {

    /// {@return the class of that name, if the server is on the class path, and the class as well}
    static Optional<ApplicationSource> named(ApplicationName name) {
        if (ClassBeside.class.getModule().isNamed()) return Optional.empty();
        try {
            var loader = ClassBeside.class.getClassLoader();
            return Optional.of(new ClassBeside(Class.forName(name.module(), false, loader)));
        } catch (ClassNotFoundException _) {
            return Optional.empty();
        }
    }

    @Override
    public Application load() throws AppException {
        return Application.beside(Instances.of(type.getName(), type));
    }

    @Override
    public boolean isReloadable() {
        return false;
    }
}
