package pounce.tests.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Signs certificates: the JDK has no public way to make one.
public final class Authority {
    private static final AtomicLong SERIAL = new AtomicLong(System.nanoTime());
    private static final Duration DAY = Duration.ofDays(1);

    private final String name;
    private final KeyPair keys;
    private final X509Certificate certificate;
    private final List<X509Certificate> behind;

    private Authority(
            String name, KeyPair keys, X509Certificate certificate, List<X509Certificate> behind) {
        this.name = name;
        this.keys = keys;
        this.certificate = certificate;
        this.behind = behind;
    }

    /// {@return a root, which has signed itself}
    public static Authority root(String name) {
        var keys = ecKeys();
        var own = sign(name, keys.getPrivate(), name, keys, List.of(), true, valid());
        return new Authority(name, keys, own, List.of());
    }

    /// {@return an authority that this one has signed}
    public Authority intermediate(String name) {
        var keys = ecKeys();
        var own = sign(this.name, this.keys.getPrivate(), name, keys, List.of(), true, valid());
        var chain = new ArrayList<X509Certificate>();
        chain.add(own);
        chain.addAll(behind);
        return new Authority(name, keys, own, chain);
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /// {@return a certificate for hosts, or IP addresses, with a new elliptic key}
    public Certified issue(String... names) {
        return issue(ecKeys(), valid(), names);
    }

    public Certified issue(KeyPair keys, String... names) {
        return issue(keys, valid(), names);
    }

    /// {@return one that is valid for a day before then}
    public Certified issueUntil(Instant end, String... names) {
        return issue(ecKeys(), new Instant[] {end.minus(DAY), end}, names);
    }

    /// {@return one that is valid since yesterday, and until then}
    public Certified issue(Instant end, String... names) {
        return issue(ecKeys(), new Instant[] {now().minus(DAY), end}, names);
    }

    private Certified issue(KeyPair keys, Instant[] validity, String... names) {
        var own =
                sign(name, this.keys.getPrivate(), names[0], keys, List.of(names), false, validity);
        var chain = new ArrayList<X509Certificate>();
        chain.add(own);
        chain.addAll(behind);
        return new Certified(names[0], keys, chain);
    }

    private static Instant now() {
        return Instant.now();
    }

    private static Instant[] valid() {
        return new Instant[] {now().minus(DAY), now().plus(DAY.multipliedBy(365))};
    }

    public static KeyPair ecKeys() {
        return keys("EC", new ECGenParameterSpec("secp256r1"));
    }

    public static KeyPair rsaKeys() {
        return keys("RSA", 2048);
    }

    public static KeyPair keys(String algorithm, Object size) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            switch (size) {
                case ECGenParameterSpec curve -> generator.initialize(curve);
                case Integer bits -> generator.initialize(bits);
                default -> {}
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static X509Certificate sign(
            String issuer,
            PrivateKey key,
            String subject,
            KeyPair subjectKeys,
            List<String> names,
            boolean isAuthority,
            Instant[] validity) {
        var algorithm = Der.sequence(Der.oid("1.2.840.10045.4.3.2")); // ecdsa-with-SHA256
        var toBeSigned =
                Der.sequence(
                        Der.element(0xa0, Der.integer(2)),
                        Der.integer(BigInteger.valueOf(SERIAL.incrementAndGet())),
                        algorithm,
                        name(issuer),
                        Der.sequence(Der.time(validity[0]), Der.time(validity[1])),
                        name(subject),
                        subjectKeys.getPublic().getEncoded(),
                        Der.element(0xa3, extensions(names, isAuthority)));
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update(toBeSigned);
            var encoded = Der.sequence(toBeSigned, algorithm, Der.bits(signature.sign()));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(encoded));
        } catch (GeneralSecurityException bug) {
            throw new IllegalStateException(bug);
        }
    }

    private static byte[] name(String commonName) {
        return Der.sequence(Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.utf8(commonName))));
    }

    private static byte[] extensions(List<String> names, boolean isAuthority) {
        var constraints = isAuthority ? Der.sequence(Der.bool(true)) : Der.sequence();
        var basic = Der.sequence(Der.oid("2.5.29.19"), Der.bool(true), Der.octets(constraints));
        if (names.isEmpty()) {
            return Der.sequence(basic);
        }
        var alternatives = names.stream().map(Authority::alternative).toArray(byte[][]::new);
        return Der.sequence(
                basic, Der.sequence(Der.oid("2.5.29.17"), Der.octets(Der.sequence(alternatives))));
    }

    private static byte[] alternative(String name) {
        if (!name.matches("[0-9.]+|[0-9a-f:]*:[0-9a-f:]*")) {
            return Der.element(0x82, name.getBytes(StandardCharsets.US_ASCII));
        }
        return Der.element(0x87, InetAddress.ofLiteral(name).getAddress());
    }
}
