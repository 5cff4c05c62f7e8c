package pounce.tls;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import pounce.api.error.TlsException;

/// X.509 certificates (RFC 5280) out of PEM.
final class Certificates {
    private static final String LABEL = "CERTIFICATE";

    private Certificates() {}

    /// {@return all certificates of a file, in its order}
    ///
    /// @throws TlsException if there is none, or one is damaged
    static List<X509Certificate> in(Pem pem) {
        var blocks = pem.labelled(LABEL);
        if (blocks.isEmpty()) {
            throw new TlsException.NotPem(pem.path(), "has no certificate in it");
        }
        return blocks.stream().map(block -> decode(pem.path(), block.octets())).toList();
    }

    private static X509Certificate decode(Path path, byte[] octets) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(octets));
        } catch (CertificateException damaged) {
            throw new TlsException.Unusable(path, "a certificate in it is damaged", damaged);
        }
    }
}
