package pounce.middleware.compression;

import pounce.api.Options;
import pounce.api.Settings;
import pounce.api.spi.ContentCoding;
import pounce.api.spi.ContentCodingProvider;

/// The coding `deflate`, of the JDK.
public final class DeflateProvider implements ContentCodingProvider {

    /// Made by the service loader.
    public DeflateProvider() {}

    @Override
    public String name() {
        return "deflate";
    }

    @Override
    public int preference() {
        return 50;
    }

    @Override
    public ContentCoding create(Settings settings) {
        return ZlibCoding.deflate(settings.get(Options.COMPRESSION_LEVEL));
    }
}
