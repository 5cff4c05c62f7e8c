package pounce.api;

import java.security.cert.X509Certificate;
import java.util.List;

/// What a client and the server have agreed upon under TLS. Immutable.
///
/// @param protocol `TLSv1.3` or `TLSv1.2`
/// @param cipherSuite by its registered name (RFC 8446, appendix B.4), such as
///   `TLS_AES_128_GCM_SHA256`
/// @param serverName the host that the client asked for before it saw a certificate (RFC 6066,
///   section 3), in lower case; empty if it named none
/// @param peerCertificates the client's own, verified, and behind it those that signed it; empty if
///   it sent none
public record TlsSession(
        String protocol,
        String cipherSuite,
        String serverName,
        List<X509Certificate> peerCertificates) {

    /// What was agreed upon.
    public TlsSession {
        peerCertificates = List.copyOf(peerCertificates);
    }
}
