package pounce.api.spi;

import pounce.api.Settings;

/// Adds a content coding (RFC 9110, section 8.4.1); [#name()] is the coding's, as in
/// `Content-Encoding`. There may be any number, of different names.
///
/// Where the client likes several equally, the greatest [#preference()] decides, then the name.
public non-sealed interface ContentCodingProvider extends Extension {

    /// {@return what the server prefers among codings that the client likes equally; larger is
    /// better: gzip has 100, deflate 50}
    int preference();

    /// Returns the coding. Called once per generation of the application.
    ///
    /// @param settings the server's, and its own
    /// @return what makes encoders and decoders until it is closed
    /// @throws IllegalArgumentException if the settings do not fit together: the start fails
    ContentCoding create(Settings settings);
}
