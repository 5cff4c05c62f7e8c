/// The `pounce` command: the only code that knows terminals and exit codes.
@SuppressWarnings("module") // pounce.tests is built after this module
module pounce.cli {
    requires info.picocli;
    requires pounce.api;

    exports pounce.cli to
            pounce.tests;
}
