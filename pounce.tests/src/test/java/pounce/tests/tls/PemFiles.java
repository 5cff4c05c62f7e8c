package pounce.tests.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

/// Files as the tools write them that people use.
///
/// @param directory where
public record PemFiles(Path directory) {
    private static final int COORDINATE = 32;

    /// Certificate and key of a server, as two files.
    public record Pair(Path certificate, Path key) {}

    public Pair write(String name, Certified certified) {
        return new Pair(
                write(name + ".crt", certificates(certified.chain())),
                write(name + ".key", pkcs8(certified.key())));
    }

    public Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static String certificates(List<X509Certificate> certificates) {
        return certificates.stream().map(PemFiles::certificate).collect(Collectors.joining());
    }

    public static String certificate(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException bug) {
            throw new IllegalStateException(bug);
        }
    }

    public static String pkcs8(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    /// RFC 8017, appendix A.1.2.
    static String pkcs1(PrivateKey key) {
        var rsa = (RSAPrivateCrtKey) key;
        return block(
                "RSA PRIVATE KEY",
                Der.sequence(
                        Der.integer(0),
                        Der.integer(rsa.getModulus()),
                        Der.integer(rsa.getPublicExponent()),
                        Der.integer(rsa.getPrivateExponent()),
                        Der.integer(rsa.getPrimeP()),
                        Der.integer(rsa.getPrimeQ()),
                        Der.integer(rsa.getPrimeExponentP()),
                        Der.integer(rsa.getPrimeExponentQ()),
                        Der.integer(rsa.getCrtCoefficient())));
    }

    /// RFC 5915, on secp256r1, behind the parameters that OpenSSL puts before it.
    static String sec1(KeyPair keys) {
        var curve = Der.oid("1.2.840.10045.3.1.7");
        var point = ((ECPublicKey) keys.getPublic()).getW();
        return block("EC PARAMETERS", curve)
                + block(
                        "EC PRIVATE KEY",
                        Der.sequence(
                                Der.integer(1),
                                Der.octets(fixed(((ECPrivateKey) keys.getPrivate()).getS())),
                                Der.element(0xa0, curve),
                                Der.element(
                                        0xa1,
                                        Der.bits(
                                                Der.join(
                                                        new byte[] {4},
                                                        fixed(point.getAffineX()),
                                                        fixed(point.getAffineY()))))));
    }

    private static byte[] fixed(java.math.BigInteger number) {
        var octets = number.toByteArray();
        var fixed = new byte[COORDINATE];
        int count = Math.min(COORDINATE, octets.length);
        System.arraycopy(octets, octets.length - count, fixed, COORDINATE - count, count);
        return fixed;
    }

    /// RFC 5958, section 3, with the scheme that OpenSSL uses too (RFC 8018, PBES2).
    static String encrypted(PrivateKey key, String password) {
        try {
            var scheme = "PBEWithHmacSHA256AndAES_256";
            var secret =
                    SecretKeyFactory.getInstance(scheme)
                            .generateSecret(new PBEKeySpec(password.toCharArray()));
            var cipher = Cipher.getInstance(scheme);
            cipher.init(Cipher.ENCRYPT_MODE, secret, new PBEParameterSpec(new byte[16], 2048));
            var octets = cipher.doFinal(key.getEncoded());
            var algorithm =
                    Der.sequence(
                            Der.oid("1.2.840.113549.1.5.13"), cipher.getParameters().getEncoded());
            return block("ENCRYPTED PRIVATE KEY", Der.sequence(algorithm, Der.octets(octets)));
        } catch (GeneralSecurityException | IOException bug) {
            throw new IllegalStateException(bug);
        }
    }

    Path pkcs12(String name, String password, Certified... all) {
        var file = directory.resolve(name);
        try (var out = Files.newOutputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (var each : all) {
                store.setKeyEntry(
                        each.certificate().getSubjectX500Principal().getName(),
                        each.key(),
                        password.toCharArray(),
                        each.chain().toArray(Certificate[]::new));
            }
            store.store(out, password.toCharArray());
            return file;
        } catch (GeneralSecurityException | IOException bug) {
            throw new IllegalStateException(bug);
        }
    }

    static String block(String label, byte[] octets) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(
                        label,
                        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets),
                        label);
    }

    static String reversed(List<X509Certificate> certificates) {
        return certificates(Arrays.asList(certificates.toArray(X509Certificate[]::new)).reversed());
    }
}
