package pounce.tests.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Options;
import pounce.api.ServerConfig;
import pounce.api.error.ErrorCode;
import pounce.api.error.TlsException;
import pounce.api.spi.TlsProvider.KeyMaterial;
import pounce.tls.Tls;

final class KeyFilesTest {
    private static final Authority ROOT = Authority.root("root");
    private static final KeyPair RSA = Authority.rsaKeys();
    private static final KeyPair EC = Authority.ecKeys();
    private static final String PASSWORD = "open, sesame";

    @TempDir private Path directory;

    private PemFiles files() {
        return new PemFiles(directory);
    }

    private static ServerConfig.Builder config(Path certificate, Path... keys) {
        return ServerConfig.builder()
                .set(Options.TLS_CERT, List.of(certificate))
                .set(Options.TLS_KEY, List.of(keys));
    }

    private static KeyMaterial load(ServerConfig.Builder config) {
        return new Tls().load(config.build());
    }

    private ServerConfig.Builder withPassword(ServerConfig.Builder config) {
        return config.set(
                Options.TLS_KEY_PASSWORD_FILE,
                files().write("password", PASSWORD + "\n").toString());
    }

    /// What a client is shown that connects with these settings.
    private static void assertServes(Certified expected, ServerConfig.Builder config)
            throws Exception {
        var shown = Handshake.between(load(config), ROOT, expected.name());
        assertEquals(expected.certificate(), shown.getFirst());
    }

    // ---------------------------------------------------------------- what is read

    /// Each form of key, with the pair it is made of.
    static Stream<Form> forms() {
        return Stream.of(
                new Form("PKCS#8, RSA", RSA, PemFiles.pkcs8(RSA.getPrivate())),
                new Form("PKCS#8, EC", EC, PemFiles.pkcs8(EC.getPrivate())),
                new Form("PKCS#1", RSA, PemFiles.pkcs1(RSA.getPrivate())),
                new Form("SEC 1", EC, PemFiles.sec1(EC)),
                new Form("encrypted, RSA", RSA, PemFiles.encrypted(RSA.getPrivate(), PASSWORD)),
                new Form("encrypted, EC", EC, PemFiles.encrypted(EC.getPrivate(), PASSWORD)),
                edwards());
    }

    private static Form edwards() {
        var keys = Authority.keys("Ed25519", "");
        return new Form("PKCS#8, Ed25519", keys, PemFiles.pkcs8(keys.getPrivate()));
    }

    record Form(String name, KeyPair keys, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void readsEveryFormOfAKey(Form form) throws Exception {
        var certified = ROOT.issue(form.keys(), "localhost");
        var certificate =
                files().write(
                                "a.crt",
                                "Bag Attributes\n" + PemFiles.certificates(certified.chain()));
        var key = files().write("a.key", "a comment\r\n" + form.text().replace("\n", "\r\n"));

        assertServes(certified, withPassword(config(certificate, key)));
    }

    @Test
    void readsLongKeys() throws Exception {
        var keys = Authority.keys("RSA", 4096);
        var certified = ROOT.issue(keys, "localhost");
        var certificate = files().write("a.crt", PemFiles.certificates(certified.chain()));

        assertServes(
                certified,
                config(certificate, files().write("a.key", PemFiles.pkcs1(keys.getPrivate()))));
    }

    @Test
    void readsOtherCurves() throws Exception {
        var keys = Authority.keys("EC", new ECGenParameterSpec("secp384r1"));
        var certified = ROOT.issue(keys, "localhost");

        var pair = files().write("a", certified);

        assertServes(certified, config(pair.certificate(), pair.key()));
    }

    @Test
    void findsAKeyBesideItsCertificate() throws Exception {
        var certified = ROOT.issue("localhost");
        var both =
                files().write(
                                "both.pem",
                                PemFiles.pkcs8(certified.key())
                                        + PemFiles.certificates(certified.chain()));

        assertServes(certified, config(both));
    }

    @Test
    void readsPkcs12() throws Exception {
        var certified = ROOT.issue("localhost");
        var store = files().pkcs12("a.p12", PASSWORD, certified);

        assertServes(certified, withPassword(config(store)));
    }

    @Test
    void readsPkcs12WithSeveralKeys() throws Exception {
        var one = ROOT.issue("one.example");
        var two = ROOT.issue("two.example");
        var store = files().pkcs12("a.p12", PASSWORD, one, two);

        assertServes(one, withPassword(config(store)));
        assertServes(two, withPassword(config(store)));
    }

    @Test
    void sendsTheWholeChain() throws Exception {
        var certified = ROOT.intermediate("middle").issue("localhost");
        var pair = files().write("a", certified);

        var shown =
                Handshake.between(load(config(pair.certificate(), pair.key())), ROOT, "localhost");

        assertEquals(certified.chain(), shown);
    }

    // ---------------------------------------------------------------- what is refused

    private static TlsException refused(Path path, ServerConfig.Builder config) {
        var refusal = assertThrows(TlsException.class, () -> load(config));
        assertEquals(path, refusal.path());
        var message = String.valueOf(refusal.getMessage());
        assertTrue(message.startsWith(path + ": "), message);
        assertFalse(message.contains(PASSWORD));
        return refusal;
    }

    private void assertRefused(
            Class<? extends TlsException> type,
            ErrorCode code,
            Path path,
            ServerConfig.Builder config) {
        var refusal = refused(path, config);
        assertInstanceOf(type, refusal);
        assertEquals(code, refusal.code());
    }

    @Test
    void saysWhichFileIsMissing() {
        var pair = files().write("a", ROOT.issue("localhost"));
        var nowhere = directory.resolve("nowhere");

        for (var config :
                List.of(
                        config(nowhere, pair.key()),
                        config(pair.certificate(), nowhere),
                        config(pair.certificate(), pair.key())
                                .set(Options.TLS_TRUST, List.of(nowhere)),
                        config(pair.certificate(), pair.key())
                                .set(Options.TLS_KEY_PASSWORD_FILE, nowhere.toString()))) {
            assertRefused(
                    TlsException.NotFound.class,
                    ErrorCode.POUNCE_TLS_FILE_NOT_FOUND,
                    nowhere,
                    config);
        }
    }

    @Test
    void saysThatADirectoryIsNoFile() {
        var pair = files().write("a", ROOT.issue("localhost"));

        assertRefused(
                TlsException.NotReadable.class,
                ErrorCode.POUNCE_TLS_FILE_NOT_READABLE,
                directory,
                config(directory, pair.key()));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its files have no modes")
    void saysThatAFileIsNotForUs() throws IOException {
        var pair = files().write("a", ROOT.issue("localhost"));
        Files.setPosixFilePermissions(pair.key(), PosixFilePermissions.fromString("---------"));
        if (Files.isReadable(pair.key())) {
            return; // root reads everything
        }

        assertRefused(
                TlsException.NotReadable.class,
                ErrorCode.POUNCE_TLS_FILE_NOT_READABLE,
                pair.key(),
                config(pair.certificate(), pair.key()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "0", "-----BEGIN CERTIFICATE-----"})
    void saysThatAFileIsNoPem(String text) {
        var pair = files().write("a", ROOT.issue("localhost"));
        var file = files().write("text", text);

        assertEquals(file, refused(file, config(file, pair.key())).path());
        assertEquals(file, refused(file, config(pair.certificate(), file)).path());
    }

    @Test
    void saysThatAKeyIsNoCertificate() {
        var pair = files().write("a", ROOT.issue("localhost"));

        assertRefused(
                TlsException.NotPem.class,
                ErrorCode.POUNCE_TLS_NOT_PEM,
                pair.key(),
                config(pair.key(), pair.key()));
        assertRefused(
                TlsException.NotPem.class,
                ErrorCode.POUNCE_TLS_NOT_PEM,
                pair.certificate(),
                config(pair.certificate(), pair.certificate()));
    }

    @Test
    void refusesToChooseBetweenKeys() {
        var certified = ROOT.issue("localhost");
        var pair = files().write("a", certified);
        var keys =
                files().write(
                                "keys",
                                PemFiles.pkcs8(certified.key()) + PemFiles.pkcs8(RSA.getPrivate()));

        assertRefused(
                TlsException.NotPem.class,
                ErrorCode.POUNCE_TLS_NOT_PEM,
                keys,
                config(pair.certificate(), keys));
    }

    @Test
    void saysThatAPasswordIsWrong() {
        var certified = ROOT.issue("localhost");
        var pair = files().write("a", certified);
        var key = files().write("b.key", PemFiles.encrypted(certified.key(), "another"));
        var store = files().pkcs12("a.p12", "another", certified);

        for (var config : List.of(config(pair.certificate(), key), config(store))) {
            var path = config.build().get(Options.TLS_KEY).isEmpty() ? store : key;
            assertRefused(
                    TlsException.WrongPassword.class,
                    ErrorCode.POUNCE_TLS_WRONG_PASSWORD,
                    path,
                    withPassword(config));
        }
    }

    @Test
    void saysThatAPasswordIsMissing() {
        var certified = ROOT.issue("localhost");
        var pair = files().write("a", certified);
        var key = files().write("b.key", PemFiles.encrypted(certified.key(), PASSWORD));
        var store = files().pkcs12("a.p12", PASSWORD, certified);

        for (var config : List.of(config(pair.certificate(), key), config(store))) {
            var path = config.build().get(Options.TLS_KEY).isEmpty() ? store : key;
            var refusal = refused(path, config);
            assertInstanceOf(TlsException.WrongPassword.class, refusal);
            assertTrue(refusal.toString().endsWith("tls.key-password-file is not set"));
        }
    }

    @Test
    void saysThatAKeyIsAnothers() {
        var pair = files().write("a", ROOT.issue("localhost"));
        var keys =
                List.of(
                        PemFiles.pkcs8(EC.getPrivate()),
                        PemFiles.sec1(EC),
                        PemFiles.pkcs8(RSA.getPrivate()),
                        PemFiles.pkcs1(RSA.getPrivate()));
        for (var text : keys) {
            var key = files().write("b.key", text);
            assertRefused(
                    TlsException.KeyMismatch.class,
                    ErrorCode.POUNCE_TLS_KEY_MISMATCH,
                    key,
                    config(pair.certificate(), key));
        }
        var rsa = files().write("rsa", ROOT.issue(RSA, "localhost"));
        for (var other : List.of(PemFiles.pkcs8(Authority.rsaKeys().getPrivate()), keys.get(1))) {
            var key = files().write("b.key", other);
            assertRefused(
                    TlsException.KeyMismatch.class,
                    ErrorCode.POUNCE_TLS_KEY_MISMATCH,
                    key,
                    config(rsa.certificate(), key));
        }
    }

    @Test
    void saysThatAChainIsInTheWrongOrder() {
        var certified = ROOT.intermediate("middle").issue("localhost");
        var key = files().write("a.key", PemFiles.pkcs8(certified.key()));
        var chain = files().write("a.crt", PemFiles.reversed(certified.chain()));

        assertRefused(
                TlsException.KeyMismatch.class,
                ErrorCode.POUNCE_TLS_KEY_MISMATCH,
                key,
                config(chain, key));
    }

    @Test
    void saysThatACertificateIsOver() {
        var end = Instant.now().minus(Duration.ofHours(1));
        var pair = files().write("a", ROOT.issueUntil(end, "localhost"));

        assertRefused(
                TlsException.Expired.class,
                ErrorCode.POUNCE_TLS_CERT_EXPIRED,
                pair.certificate(),
                config(pair.certificate(), pair.key()));
    }

    @Test
    void saysThatACertificateIsForLater() {
        var end = Instant.now().plus(Duration.ofDays(3));
        var pair = files().write("a", ROOT.issueUntil(end, "localhost"));

        assertRefused(
                TlsException.NotYetValid.class,
                ErrorCode.POUNCE_TLS_CERT_NOT_YET_VALID,
                pair.certificate(),
                config(pair.certificate(), pair.key()));
    }

    @Test
    void saysWhatIsDamaged() {
        var certified = ROOT.issue("localhost");
        var pair = files().write("a", certified);
        var text = PemFiles.certificates(certified.chain());
        var damaged =
                List.of(
                        text.substring(0, text.length() - 40),
                        text.replaceFirst("\n.{64}\n", "\n"),
                        text.replaceFirst("\n", "\n!"),
                        PemFiles.block("CERTIFICATE", new byte[] {1, 2, 3}));
        for (var each : damaged) {
            var certificate = files().write("b.crt", each);
            assertRefused(
                    TlsException.Unusable.class,
                    ErrorCode.POUNCE_TLS_UNUSABLE,
                    certificate,
                    config(certificate, pair.key()));
        }
        for (var each :
                List.of(
                        PemFiles.block("PRIVATE KEY", new byte[] {1, 2, 3}),
                        PemFiles.block("RSA PRIVATE KEY", new byte[] {1, 2, 3}),
                        PemFiles.block("EC PRIVATE KEY", new byte[] {1, 2, 3}),
                        PemFiles.block("ENCRYPTED PRIVATE KEY", new byte[] {1, 2, 3}))) {
            var key = files().write("b.key", each);
            assertRefused(
                    TlsException.Unusable.class,
                    ErrorCode.POUNCE_TLS_UNUSABLE,
                    key,
                    withPassword(config(pair.certificate(), key)));
        }
    }

    @Test
    void saysHowToConvertAKeyThatIsEncryptedInAnOldWay() {
        var pair = files().write("a", ROOT.issue("localhost"));
        var key =
                files().write(
                                "b.key",
                                """
                                -----BEGIN RSA PRIVATE KEY-----
                                Proc-Type: 4,ENCRYPTED
                                DEK-Info: AES-256-CBC,00

                                AAAA
                                -----END RSA PRIVATE KEY-----
                                """);

        assertTrue(
                refused(key, config(pair.certificate(), key))
                        .toString()
                        .contains("openssl pkcs8 -topk8"));
    }

    @Test
    void readsNoFileWithoutEnd() throws IOException {
        var pair = files().write("a", ROOT.issue("localhost"));
        var large = Files.write(directory.resolve("large"), new byte[(1 << 20) + 1]);

        assertRefused(
                TlsException.NotPem.class,
                ErrorCode.POUNCE_TLS_NOT_PEM,
                large,
                config(large, pair.key()));
    }
}
