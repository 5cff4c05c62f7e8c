package pounce.cli;

import java.util.List;
import java.util.regex.Pattern;
import pounce.api.Option;
import pounce.api.Options;
import pounce.api.ServerConfig;
import pounce.api.error.ConfigException;
import pounce.api.error.PounceException;

/// Where the settings were set that a fault is about: those that its message names, and those that
/// its code is always about.
final class Places {
    private Places() {}

    /// {@return such as `port by --port`; none of what has its default}
    static List<String> of(PounceException fault, ServerConfig config) {
        var message = String.valueOf(fault.getMessage());
        var usual = usual(fault, config);
        return Options.known().stream()
                .filter(option -> usual.contains(option) || isNamed(option, message))
                .flatMap(option -> config.place(option).map(at -> told(option, at)).stream())
                .toList();
    }

    /// The same of settings that cannot be used: most of what is told of those begins with its
    /// place.
    static List<String> of(ConfigException fault, ServerConfig.Builder config) {
        var message = String.valueOf(fault.getMessage());
        return Options.known().stream()
                .filter(option -> isNamed(option, message))
                .flatMap(option ->
                        config
                                .place(option)
                                .filter(place -> !message.contains(place))
                                .map(at -> told(option, at))
                                .stream())
                .toList();
    }

    private static List<Option<?>> usual(PounceException fault, ServerConfig config) {
        return switch (fault.code()) {
            case POUNCE_LISTEN_FAILED ->
                    config.get(Options.LISTEN).isEmpty()
                            ? List.of(Options.HOST, Options.PORT)
                            : List.of(Options.LISTEN);
            case POUNCE_TLS_CERT_MISSING -> List.of(Options.LISTEN);
            case POUNCE_TLS_FILE_NOT_FOUND,
                    POUNCE_TLS_FILE_NOT_READABLE,
                    POUNCE_TLS_NOT_PEM,
                    POUNCE_TLS_WRONG_PASSWORD,
                    POUNCE_TLS_KEY_MISMATCH,
                    POUNCE_TLS_CERT_EXPIRED,
                    POUNCE_TLS_CERT_NOT_YET_VALID,
                    POUNCE_TLS_UNUSABLE ->
                    List.of(
                            Options.TLS_CERT,
                            Options.TLS_KEY,
                            Options.TLS_KEY_PASSWORD_FILE,
                            Options.TLS_TRUST);
            case POUNCE_APP_NOT_FOUND,
                    POUNCE_APP_MODULE_MISSING,
                    POUNCE_APP_MODULE_CLASH,
                    POUNCE_APP_PACKAGE_SPLIT ->
                    List.of(Options.MODULE_PATH, Options.CLASS_PATH);
            case POUNCE_LIFESPAN_STARTUP_TIMEOUT -> List.of(Options.TIMEOUT_STARTUP);
            case POUNCE_CONFIG_DEBUG_PUBLIC -> List.of(Options.HOST, Options.LISTEN);
            default -> List.of();
        };
    }

    /// A name of one word may be a word of a sentence, unless it begins it.
    private static boolean isNamed(Option<?> option, String message) {
        var name = Pattern.quote(option.name());
        boolean isWord = option.name().chars().allMatch(Character::isLetterOrDigit);
        return Pattern.compile(
                        isWord
                                ? "(?m)^" + name + "(?= = |:| is set)"
                                : "(?<![\\w.-])" + name + "(?![\\w-]|\\.\\w)")
                .matcher(message)
                .find();
    }

    private static String told(Option<?> option, String place) {
        return option + (place.contains(", line ") ? " in " : " by ") + place;
    }
}
