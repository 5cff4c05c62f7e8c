package pounce.middleware.compression;

import pounce.api.spi.ContentCoding;

/// What a client's `Accept-Encoding` comes to (RFC 9110, section 12.5.3).
sealed interface Choice {

    /// Content is sent as it is.
    record Identity() implements Choice {}

    /// Content is sent otherwise, or not at all.
    sealed interface Other extends Choice {}

    /// Content is coded.
    ///
    /// @param name the coding's
    /// @param coding encodes it
    /// @param identityToo whether the client takes it as it is too, where coding saves nothing
    record Coded(String name, ContentCoding coding, boolean identityToo) implements Other {}

    /// The client takes nothing that there is: 406, unless the application has something.
    record Nothing() implements Other {}
}
