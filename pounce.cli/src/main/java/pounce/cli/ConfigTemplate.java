package pounce.cli;

import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import pounce.api.Option;
import pounce.api.Options;

/// `pounce config template`: a file to begin with, in which every option has its default and is a
/// comment.
final class ConfigTemplate implements Callable<Integer> {
    private static final String INTRODUCTION =
            """
            # Settings for `pounce serve`, which reads this file where it is called %s and
            # lies in the current directory, or is named with --config. Variables of the environment
            # (POUNCE_PORT=9000) count for more, and flags (--port 9000) for most.
            #
            # Everything below is a comment that says what holds anyway.
            """
                    .formatted(Configuration.FILE);

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    CommandSpec spec() {
        spec.addOption(CommandTree.helpFlag());
        spec.usageMessage()
                .synopsisHeading("usage: ")
                .header("Prints a file of settings to begin with.")
                .optionListHeading("%n")
                .footerHeading("%nexamples:%n")
                .footer("  pounce config template >" + Configuration.FILE);
        return spec;
    }

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(text());
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    static String text() {
        return Options.known().stream()
                .map(ConfigTemplate::lines)
                .collect(Collectors.joining("", INTRODUCTION, ""));
    }

    private static <T> String lines(Option<T> option) {
        return "\n# %s%s\n#%s\n"
                .formatted(
                        option.doc(),
                        option.isBeta() ? " (beta)" : "",
                        (option.name() + " = " + option.format(option.defaultValue())).strip());
    }
}
