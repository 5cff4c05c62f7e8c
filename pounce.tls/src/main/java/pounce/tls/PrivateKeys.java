package pounce.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import pounce.api.error.TlsException;

/// Private keys out of PEM, in each of the forms that tools write.
final class PrivateKeys {
    private static final String PKCS8 = "PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
    private static final String PKCS1 = "RSA PRIVATE KEY";
    private static final String SEC1 = "EC PRIVATE KEY";
    private static final List<String> LABELS = List.of(PKCS8, ENCRYPTED, PKCS1, SEC1);

    /// Those that certificates for TLS have. Which one it is stands in the octets, where the JDK
    /// looks for it.
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    private PrivateKeys() {}

    /// {@return the one key of a file}
    ///
    /// @param pem the file
    /// @param certified the public key of the certificate that it should fit
    /// @param password opens it if it is encrypted
    /// @throws TlsException if there is none, or it cannot be read
    static PrivateKey in(Pem pem, PublicKey certified, Password password) {
        var blocks = pem.blocks().stream().filter(block -> LABELS.contains(block.label())).toList();
        if (blocks.size() != 1) {
            throw new TlsException.NotPem(
                    pem.path(), blocks.isEmpty() ? "has no key in it" : "has several keys in it");
        }
        var block = blocks.getFirst();
        return switch (block.label()) {
            case ENCRYPTED -> decrypt(pem.path(), block.octets(), password);
            case PKCS1 -> decode(pem.path(), Pkcs8.ofPkcs1(block.octets()));
            case SEC1 -> decode(pem.path(), fromSec1(pem.path(), block.octets(), certified));
            default -> decode(pem.path(), block.octets());
        };
    }

    private static byte[] fromSec1(Path path, byte[] octets, PublicKey certified) {
        if (!(certified instanceof ECPublicKey key)) {
            throw Identity.mismatch(path);
        }
        try {
            return Pkcs8.ofSec1(octets, key);
        } catch (GeneralSecurityException unknown) {
            throw new TlsException.Unusable(path, "the curve of the key is not known", unknown);
        }
    }

    private static PrivateKey decrypt(Path path, byte[] octets, Password password) {
        if (password.text().isEmpty()) {
            throw password.wrongFor(path);
        }
        var spec = new PBEKeySpec(password.characters());
        try {
            var info = new EncryptedPrivateKeyInfo(octets);
            var secret = SecretKeyFactory.getInstance(info.getAlgName()).generateSecret(spec);
            return decode(path, info.getKeySpec(secret).getEncoded());
        } catch (InvalidKeyException _) {
            throw password.wrongFor(path);
        } catch (IOException | GeneralSecurityException unknown) {
            throw new TlsException.Unusable(
                    path, "the key is encrypted in a way that is not known", unknown);
        } finally {
            spec.clearPassword();
        }
    }

    private static PrivateKey decode(Path path, byte[] octets) {
        var spec = new PKCS8EncodedKeySpec(octets);
        return ALGORITHMS.stream()
                .flatMap(algorithm -> decode(algorithm, spec).stream())
                .findFirst()
                .orElseThrow(() ->
                        new TlsException.Unusable(
                                path, "the key is damaged, or of a kind that is not known"));
    }

    /// {@return a key; empty if it is of another kind}
    private static Optional<PrivateKey> decode(String algorithm, PKCS8EncodedKeySpec spec) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(spec));
        } catch (InvalidKeySpecException _) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing); // every JVM of this version has all of them
        }
    }
}
