package pounce.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import pounce.api.error.TlsException;

/// One certificate with its key, which fit together.
///
/// @param path of the certificate's file
/// @param chain the certificate, and those that signed it behind it
/// @param key the certificate's
/// @param names that the certificate is for
record Identity(Path path, List<X509Certificate> chain, PrivateKey key, Set<HostPattern> names) {
    private static final byte[] SAMPLE = {1, 2, 3, 4, 5, 6, 7, 8};

    /// Checks that a certificate can be used now.
    ///
    /// @param path of its file
    /// @param chain itself first
    /// @param keyPath of the key's file
    /// @param key its key
    /// @param now by the wall clock
    /// @return both
    /// @throws TlsException if it is not valid now, or the key is another's
    static Identity of(
            Path path, List<X509Certificate> chain, Path keyPath, PrivateKey key, Instant now) {
        var certificate = chain.getFirst();
        if (!fit(keyPath, key, certificate.getPublicKey())) {
            throw mismatch(keyPath);
        }
        checkTime(path, certificate, now);
        return new Identity(path, List.copyOf(chain), key, HostPattern.in(certificate));
    }

    static TlsException.KeyMismatch mismatch(Path keyPath) {
        return new TlsException.KeyMismatch(keyPath, "is not the key of its certificate");
    }

    private static void checkTime(Path path, X509Certificate certificate, Instant now) {
        try {
            certificate.checkValidity(Date.from(now));
        } catch (CertificateExpiredException _) {
            throw new TlsException.Expired(
                    path, "expired at " + certificate.getNotAfter().toInstant());
        } catch (CertificateNotYetValidException _) {
            throw new TlsException.NotYetValid(
                    path, "is not valid before " + certificate.getNotBefore().toInstant());
        }
    }

    /// {@return whether two keys are a pair: what one signs, the other verifies}
    private static boolean fit(Path path, PrivateKey key, PublicKey certified) {
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        if (key instanceof RSAKey mine && certified instanceof RSAKey theirs) {
            return mine.getModulus().equals(theirs.getModulus());
        }
        try {
            var signature = Signature.getInstance(signatureOf(key));
            signature.initSign(key);
            signature.update(SAMPLE);
            var signed = signature.sign();
            signature.initVerify(certified);
            signature.update(SAMPLE);
            return signature.verify(signed);
        } catch (GeneralSecurityException unknown) {
            throw new TlsException.Unusable(path, "the key cannot sign", unknown);
        }
    }

    private static String signatureOf(PrivateKey key) {
        return key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : key.getAlgorithm();
    }

    /// {@return the kind of its keys, as key managers name it}
    String algorithm() {
        return key.getAlgorithm();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
