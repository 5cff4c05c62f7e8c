package pounce.cli;

import pounce.cli.log.LogProvider;

/// Where the process starts.
public final class Main {
    private Main() {}

    /// Runs the command and exits with its code.
    ///
    /// @param args the command line
    public static void main(String... args) {
        LogProvider.leaveToOthers();
        System.exit(new PounceCommand().run(args));
    }
}
