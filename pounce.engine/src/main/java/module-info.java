import pounce.api.App;
import pounce.api.spi.EngineProvider;
import pounce.engine.Engine;

/// The server itself: sockets, event loops, HTTP/1.1, dispatch, the application's life.
@SuppressWarnings("module") // pounce.tests is built after this module
module pounce.engine {
    requires pounce.api;
    requires org.slf4j;
    requires jdk.unsupported; // sun.misc.Signal, which ProcessSignals looks for

    exports pounce.engine.application to
            pounce.tests;
    exports pounce.engine.connection to
            pounce.tests;
    exports pounce.engine.exchange to
            pounce.tests;
    exports pounce.engine.generation to
            pounce.tests;
    exports pounce.engine.hpack to
            pounce.tests;
    exports pounce.engine.http1 to
            pounce.tests;
    exports pounce.engine.http2 to
            pounce.tests;
    exports pounce.engine.message to
            pounce.tests;
    exports pounce.engine.net to
            pounce.tests;
    exports pounce.engine.plugin to
            pounce.tests;
    exports pounce.engine.proxy to
            pounce.tests;
    exports pounce.engine.tls to
            pounce.tests;
    exports pounce.engine.watch to
            pounce.tests;

    uses App;

    provides EngineProvider with
            Engine;
}
