package pounce.cli;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import pounce.api.Option;
import pounce.api.Options;
import pounce.api.ServerConfig;
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
                .flatMap(option -> place(option, config).stream())
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
            case POUNCE_APP_NOT_FOUND, POUNCE_APP_MODULE_MISSING, POUNCE_APP_MODULE_CLASH ->
                    List.of(Options.MODULE_PATH, Options.CLASS_PATH);
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
                                : "(?<![\\w.-])" + name + "(?![\\w-])")
                .matcher(message)
                .find();
    }

    private static Optional<String> place(Option<?> option, ServerConfig config) {
        return config.place(option)
                .map(place -> option + (place.contains(", line ") ? " in " : " by ") + place);
    }
}
