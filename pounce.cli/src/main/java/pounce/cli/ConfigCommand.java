package pounce.cli;

import picocli.CommandLine.Model.CommandSpec;

/// `pounce config`: what can be set, and what is.
final class ConfigCommand {
    /// What it is for, in one line.
    static final String HEADER = "Tells what can be set, and what is.";

    private ConfigCommand() {}

    static CommandSpec spec(Surroundings around, Flags flags) {
        var spec =
                CommandSpec.create()
                        .addSubcommand("show", new ConfigShow(around).spec(flags))
                        .addSubcommand("template", new ConfigTemplate().spec())
                        .addSubcommand("schema", new ConfigSchema().spec())
                        .addOption(CommandTree.helpFlag());
        spec.usageMessage()
                .synopsisHeading("usage: ")
                .synopsisSubcommandLabel("COMMAND")
                .optionListHeading("%n")
                .commandListHeading("%ncommands:%n")
                .footerHeading("%nexamples:%n")
                .footer(
                        "  pounce config template >" + Configuration.FILE,
                        "  POUNCE_PORT=9000 pounce config show --timeouts-header 5s",
                        "  pounce config schema");
        return spec;
    }
}
