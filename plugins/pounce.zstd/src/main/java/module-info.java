import pounce.api.spi.ContentCodingProvider;
import pounce.zstd.ZstdProvider;

/// The content coding `zstd` (RFC 8878), by the library of its authors.
@SuppressWarnings("module") // pounce.tests is built after this module
module pounce.zstd {
    requires com.github.luben.zstd_jni;
    requires pounce.api;

    exports pounce.zstd to
            pounce.tests;

    provides ContentCodingProvider with
            ZstdProvider;
}
