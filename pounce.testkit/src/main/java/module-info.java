/// For tests of applications and plug-ins: a server for each test, on a free port.
///
/// It `requires` no test framework at run time. Whoever has JUnit gets an extension for it.
@SuppressWarnings("module") // JUnit's is there where the extension is used
module pounce.testkit {
    requires transitive java.net.http;
    requires transitive pounce.api;
    requires static org.junit.jupiter.api;
    requires static org.jspecify;

    exports pounce.testkit;
}
