package pounce.engine.application;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import pounce.api.error.AppException;
import pounce.api.error.ErrorCode;

/// Classes that were compiled for a newer Java than this one.
final class ClassVersions {
    /// Java 1.0 had version 44, in lieu of 0.
    private static final int BEFORE_JAVA = 44;

    /// What the JDK says of a class and of the descriptor of a module.
    private static final Pattern CLASS =
            Pattern.compile(
                    "(\\S+) has been compiled by a more recent version .*?class file version (\\d+)\\.");

    private static final Pattern DESCRIPTOR =
            Pattern.compile("Unsupported major\\.minor version (\\d+)\\.");

    private ClassVersions() {}

    /// {@return what is wrong, in a sentence, if it is that}
    ///
    /// @param failure whatever the module system or a class loader has thrown
    static Optional<AppException> explain(Throwable failure) {
        return causes(failure)
                .map(ClassVersions::sentence)
                .flatMap(Optional::stream)
                .findFirst()
                .map(sentence -> refusal(failure, sentence));
    }

    private static AppException refusal(Throwable failure, String sentence) {
        var place = String.valueOf(failure.getMessage());
        return new AppException(
                ErrorCode.POUNCE_APP_CLASS_VERSION,
                failure instanceof java.lang.module.FindException
                        ? place.replaceFirst("^Error reading module: ", "") + ": " + sentence
                        : sentence,
                failure);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause);
    }

    private static Optional<String> sentence(Throwable cause) {
        var message = String.valueOf(cause.getMessage());
        var type = CLASS.matcher(message);
        if (cause instanceof UnsupportedClassVersionError && type.find()) {
            return Optional.of(sentence(type.group(1).replace('/', '.'), type, 2));
        }
        var descriptor = DESCRIPTOR.matcher(message);
        return descriptor.find()
                ? Optional.of(sentence("its descriptor", descriptor, 1))
                : Optional.empty();
    }

    private static String sentence(String what, Matcher version, int group) {
        return "%s was compiled for Java %d, and this is Java %d"
                .formatted(
                        what,
                        Integer.parseInt(version.group(group)) - BEFORE_JAVA,
                        Runtime.version().feature());
    }
}
