package pounce.middleware.compression;

import pounce.api.Options;
import pounce.api.Settings;
import pounce.api.spi.ContentCoding;
import pounce.api.spi.ContentCodingProvider;

/// The coding `gzip`, of the JDK.
public final class GzipProvider implements ContentCodingProvider {

    /// Made by the service loader.
    public GzipProvider() {}

    @Override
    public String name() {
        return "gzip";
    }

    @Override
    public int preference() {
        return 100;
    }

    @Override
    public ContentCoding create(Settings settings) {
        return ZlibCoding.gzip(settings.get(Options.COMPRESSION_LEVEL));
    }
}
