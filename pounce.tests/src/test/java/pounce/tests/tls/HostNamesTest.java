package pounce.tests.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pounce.api.Options;
import pounce.api.ServerConfig;
import pounce.api.spi.TlsProvider.KeyMaterial;
import pounce.tls.Tls;

final class HostNamesTest {
    private static final String RSA = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";
    private static final String ECDSA = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
    private static final Authority ROOT = Authority.root("root");
    private static final List<Certified> CERTIFIED =
            List.of(
                    ROOT.issue("first.example", "also.first.example"),
                    ROOT.issue("*.wild.example"),
                    ROOT.issue("exact.wild.example"),
                    ROOT.issue("*.deep.wild.example"));

    @TempDir private Path directory;

    private KeyMaterial load(List<Certified> all) {
        var certificates = new ArrayList<Path>();
        var keys = new ArrayList<Path>();
        for (var each : all) {
            var pair = new PemFiles(directory).write("c" + keys.size(), each);
            certificates.add(pair.certificate());
            keys.add(pair.key());
        }
        return new Tls()
                .load(
                        ServerConfig.builder()
                                .set(Options.TLS_CERT, certificates)
                                .set(Options.TLS_KEY, keys)
                                .build());
    }

    @ParameterizedTest
    @CsvSource({
        "first.example, 0",
        "also.first.example, 0",
        "'', 0",
        "unknown.example, 0",
        "wild.example, 0",
        "a.wild.example, 1",
        "A.Wild.EXAMPLE, 1",
        "exact.wild.example, 2",
        "a.b.wild.example, 0",
        "a.deep.wild.example, 3",
        "deep.wild.example, 1"
    })
    void showsTheCertificateOfTheHost(String host, int certificate) throws Exception {
        var shown = Handshake.between(load(CERTIFIED), ROOT, host);

        assertEquals(CERTIFIED.get(certificate).certificate(), shown.getFirst());
    }

    @Test
    void showsAClientTheKindOfKeyThatItUnderstands() throws Exception {
        var rsa = ROOT.issue(Authority.rsaKeys(), "host.example");
        var ec = ROOT.issue("host.example");
        var other = ROOT.issue("other.example");
        var keys = load(List.of(other, rsa, ec));
        var context = Clients.trusting(ROOT.certificate());

        assertEquals(
                rsa.certificate(),
                Handshake.between(keys, context, "host.example", RSA).getFirst());
        assertEquals(
                ec.certificate(),
                Handshake.between(keys, context, "host.example", ECDSA).getFirst());
    }

    @Test
    void showsNobodyTheCertificateOfAnotherHost() {
        var keys =
                load(
                        List.of(
                                ROOT.issue(Authority.rsaKeys(), "a.example"),
                                ROOT.issue("b.example")));
        var context = Clients.trusting(ROOT.certificate());

        assertThrows(SSLException.class, () -> Handshake.between(keys, context, "b.example", RSA));
    }
}
