package pounce.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import pounce.api.Pounce;

/// `pounce version`: one line for people and bug reports.
final class VersionCommand implements Callable<Integer> {
    static final String TEXT = "pounce " + Pounce.version();

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    CommandSpec spec() {
        spec.addOption(CommandTree.helpFlag());
        spec.usageMessage()
                .synopsisHeading("usage: ")
                .header("Prints the version.")
                .optionListHeading("%n")
                .footerHeading("%nexamples:%n")
                .footer("  pounce version");
        return spec;
    }

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(TEXT);
        return ExitCode.OK;
    }
}
