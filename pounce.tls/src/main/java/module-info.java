import pounce.api.spi.TlsProvider;
import pounce.tls.Tls;

/// Keys, certificates and trust for TLS, read from files and checked.
@SuppressWarnings("module") // pounce.tests is built after this module
module pounce.tls {
    requires pounce.api;
    requires org.slf4j;

    exports pounce.tls to
            pounce.tests;

    provides TlsProvider with
            Tls;
}
