package pounce.middleware.compression;

import pounce.api.Options;
import pounce.api.ResponseStart;
import pounce.api.Settings;

/// What is coded.
///
/// @param smallest content that is worth it, in octets
/// @param types of content that shrink
/// @param responses that may be coded at once
record CompressionSettings(long smallest, MediaTypes types, int responses) {

    static CompressionSettings of(Settings settings) {
        return new CompressionSettings(
                settings.get(Options.COMPRESSION_MIN_SIZE).octets(),
                new MediaTypes(
                        settings.get(Options.COMPRESSION_TYPES),
                        settings.get(Options.COMPRESSION_EVENT_STREAMS)),
                settings.get(Options.COMPRESSION_RESPONSES));
    }

    /// {@return whether content of its type becomes less}
    boolean shrinks(ResponseStart start) {
        var type = start.headers().first("content-type");
        return type.isPresent() && types.shrinks(type.get());
    }
}
