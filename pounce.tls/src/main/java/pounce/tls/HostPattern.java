package pounce.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A name of hosts that a certificate is for: `example.com`, or `*.example.com` for those with
/// exactly one label before it (RFC 9525, section 6.3).
///
/// @param text in lower case
record HostPattern(String text) {
    private static final int DNS_NAME = 2;
    private static final String ANY_LABEL = "*.";

    /// {@return the names in a certificate (RFC 5280, section 4.2.1.6)}
    static Set<HostPattern> in(X509Certificate certificate) {
        var names = new LinkedHashSet<HostPattern>();
        for (var entry : alternativeNames(certificate)) {
            if (entry.getFirst() instanceof Integer kind
                    && kind == DNS_NAME
                    && entry.get(1) instanceof String name) {
                names.add(new HostPattern(name.toLowerCase(Locale.ROOT)));
            }
        }
        return names;
    }

    /// A certificate whose names cannot be read has none, and is the one for those who name nothing
    /// that others have.
    private static Collection<List<?>> alternativeNames(X509Certificate certificate) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            return names == null ? List.of() : names;
        } catch (CertificateParsingException _) {
            return List.of();
        }
    }

    boolean isExactly(String host) {
        return text.equals(host);
    }

    /// {@return whether a host is one of those that a wildcard stands for}
    ///
    /// @param host in lower case
    boolean covers(String host) {
        int dot = host.indexOf('.');
        return text.startsWith(ANY_LABEL)
                && dot > 0
                && text.substring(1).equals(host.substring(dot));
    }
}
