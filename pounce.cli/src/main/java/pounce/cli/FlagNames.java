package pounce.cli;

/// How options are called on the command line: `timeouts.header` is `--timeouts-header`.
final class FlagNames {
    private static final String PREFIX = "--";
    private static final String NEGATION = PREFIX + "no-";

    private FlagNames() {}

    /// {@return the flag of the option of that name}
    static String of(String name) {
        return PREFIX + name.replace('.', '-');
    }

    /// {@return the flag that turns off what a flag turns on}
    static String negated(String flag) {
        return NEGATION + flag.substring(PREFIX.length());
    }

    /// {@return whether a flag turns something off}
    static boolean isNegated(String flag) {
        return flag.startsWith(NEGATION);
    }

    /// {@return the flag that turns on what such a flag turns off}
    static String positive(String negated) {
        return PREFIX + negated.substring(NEGATION.length());
    }
}
