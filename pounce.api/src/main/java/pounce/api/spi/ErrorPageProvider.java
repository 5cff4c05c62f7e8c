package pounce.api.spi;

import pounce.api.Settings;

/// Makes what clients are shown of requests that fail. Of those that are there,
/// [pounce.api.Options#ERRORS_PAGES] names the one that a server uses; without any, clients are
/// told the status as text.
public non-sealed interface ErrorPageProvider extends Extension {

    /// Returns the pages. Called once per server.
    ///
    /// @param settings the server's, and its own
    /// @return the pages, for any thread
    /// @throws IllegalArgumentException if the settings do not fit together: the start fails
    ErrorPages create(Settings settings);
}
