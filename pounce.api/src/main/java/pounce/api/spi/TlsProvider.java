package pounce.api.spi;

import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import pounce.api.Settings;

/// Makes TLS from settings. Needed if there is an `https` listener, and then exactly one; its name
/// is `tls`.
///
/// Keys and certificates are the provider's business; the records and their octets are the
/// server's.
public non-sealed interface TlsProvider extends Extension {

    /// Reads and checks the files that the options `tls.*` name.
    ///
    /// @param settings where they are
    /// @return what was read
    /// @throws pounce.api.error.TlsException if it cannot be used
    KeyMaterial load(Settings settings);

    /// Keys, certificates and trust in use. Safe for any thread.
    interface KeyMaterial {

        /// Returns the server's side of one connection, which has not begun.
        ///
        /// @param protocols for ALPN (RFC 7301), the preferred one first
        /// @return an engine for TLS 1.2 and later, in server mode
        SSLEngine engine(List<String> protocols);

        /// {@return the certificates that clients are shown, without those that signed them}
        List<X509Certificate> certificates();

        /// Looks at the files, not into them.
        ///
        /// @return whether they are others than those that were read last, or tried to be, and have
        ///   been left alone since the last call: who writes two files is not caught in between
        boolean hasChanged();

        /// Reads the files again. New connections have what is in them; those that are open keep
        /// what they have.
        ///
        /// @throws pounce.api.error.TlsException if it cannot be used, in which case nothing
        ///   changes
        void reload();
    }
}
