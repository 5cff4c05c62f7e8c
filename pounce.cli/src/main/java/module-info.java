/// The `pounce` command: the only code that knows terminals and exit codes.
@SuppressWarnings("module") // pounce.tests is built after this module
module pounce.cli {
    requires info.picocli;
    requires jdk.unsupported; // sun.misc.Signal, which the engine looks for
    requires pounce.api;

    exports pounce.cli to
            pounce.tests;
}
