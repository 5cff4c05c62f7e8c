package pounce.engine.application;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import pounce.api.App;
import pounce.api.error.AppException;
import pounce.api.error.ErrorCode;

/// Makes the one instance of an application.
///
/// A class that its module does not `provide` is made by reflection, as `java -m module/class` does
/// it: the only reason for reflection here.
final class Instances {
    private Instances() {}

    /// {@return the application that a module provides, or that class of it which the name says}
    ///
    /// @throws AppException if there is none, or more than one, or its constructor throws
    static App of(ApplicationName name, ModuleLayer layer, Module module) {
        try {
            var provided =
                    ServiceLoader.load(layer, App.class).stream()
                            .filter(each -> each.type().getModule() == module)
                            .toList();
            return name.className().isPresent()
                    ? named(name, module, provided)
                    : only(module, provided).get();
        } catch (ServiceConfigurationError | LinkageError failure) {
            throw explain(name.toString(), failure);
        }
    }

    private static ServiceLoader.Provider<App> only(
            Module module, List<ServiceLoader.Provider<App>> provided) {
        if (provided.size() == 1) return provided.getFirst();
        if (provided.isEmpty()) {
            throw new AppException(
                    ErrorCode.POUNCE_APP_NOT_FOUND,
                    "module %s does not provide %s"
                            .formatted(module.getName(), App.class.getName()));
        }
        throw new AppException(
                ErrorCode.POUNCE_APP_AMBIGUOUS,
                "module %s provides more than one application: name one of %s"
                        .formatted(
                                module.getName(),
                                provided.stream()
                                        .map(each -> module.getName() + '/' + each.type().getName())
                                        .toList()));
    }

    private static App named(
            ApplicationName name, Module module, List<ServiceLoader.Provider<App>> provided) {
        var className = name.className().orElseThrow();
        for (var each : provided) {
            if (each.type().getName().equals(className)) return each.get();
        }
        return of(
                name.toString(),
                Optional.ofNullable(Class.forName(module, className))
                        .orElseThrow(() ->
                                new AppException(
                                        ErrorCode.POUNCE_APP_NOT_FOUND,
                                        "module %s has no class %s"
                                                .formatted(module.getName(), className))));
    }

    /// {@return a new instance of a class that is an application}
    ///
    /// @throws AppException if it is none, or cannot be made
    static App of(String name, Class<?> type) {
        if (!App.class.isAssignableFrom(type)) {
            throw new AppException(
                    ErrorCode.POUNCE_APP_INVALID,
                    "%s is no %s".formatted(type.getName(), App.class.getName()));
        }
        try {
            return (App) type.getConstructor().newInstance();
        } catch (InvocationTargetException failure) {
            throw explain(name, failure);
        } catch (LinkageError failure) {
            throw explain(name, failure);
        } catch (IllegalAccessException closed) {
            throw new AppException(
                    ErrorCode.POUNCE_APP_INVALID,
                    "%s is not accessible: let module %s provide %s with %s, or export its package"
                            .formatted(
                                    type.getName(),
                                    type.getModule().getName(),
                                    App.class.getName(),
                                    type.getName()),
                    closed);
        } catch (NoSuchMethodException | InstantiationException unsuitable) {
            throw new AppException(
                    ErrorCode.POUNCE_APP_INVALID,
                    "%s has no public constructor without parameters, or is abstract"
                            .formatted(type.getName()),
                    unsuitable);
        }
    }

    private static AppException explain(String name, Throwable failure) {
        return ClassVersions.explain(failure)
                .orElseGet(() ->
                        new AppException(
                                ErrorCode.POUNCE_APP_INVALID,
                                name + ": " + reason(failure),
                                failure));
    }

    private static String reason(Throwable failure) {
        var cause = failure.getCause();
        if (cause == null) return failure.toString();
        return failure instanceof InvocationTargetException
                ? "its constructor failed: " + cause
                : failure.getMessage() + ": " + cause;
    }
}
