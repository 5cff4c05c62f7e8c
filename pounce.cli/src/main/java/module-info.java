import org.slf4j.spi.SLF4JServiceProvider;
import pounce.api.spi.Plugin;
import pounce.cli.LogPlugin;
import pounce.cli.log.LogProvider;

/// The `pounce` command: the only code that knows terminals and exit codes.
@SuppressWarnings("module") // pounce.tests is built after this module
module pounce.cli {
    requires info.picocli;
    requires org.slf4j;
    requires pounce.api;

    exports pounce.cli to
            pounce.tests;
    exports pounce.cli.log to
            org.slf4j,
            pounce.tests;

    uses SLF4JServiceProvider;

    provides Plugin with
            LogPlugin;
    provides SLF4JServiceProvider with
            LogProvider;
}
