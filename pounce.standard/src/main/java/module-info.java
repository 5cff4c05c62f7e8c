/// All that a server usually needs, for programs that are their own `main`: whoever requires this
/// module finds every service of pounce, on the module path and in an image.
///
/// `jlink` follows `requires`, but not `uses`. An application that requires `pounce.api` alone runs
/// wherever these modules are, and needs them named with `--add-modules` where it is linked.
module pounce.standard {
    requires transitive pounce.api;
    requires transitive pounce.engine;
    requires transitive pounce.lifecycle;
    requires transitive pounce.middleware;
    requires transitive pounce.staticfiles;
    requires transitive pounce.tls;
    requires transitive pounce.tracing;
}
