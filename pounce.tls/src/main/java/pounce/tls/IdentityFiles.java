package pounce.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import pounce.api.error.TlsException;

/// Certificates and keys as the options name them.
///
/// @param certificates files of PEM or PKCS#12
/// @param keys as many files of PEM, or none if each key lies beside its certificate
/// @param password opens what is encrypted
record IdentityFiles(List<Path> certificates, List<Path> keys, Password password) {
    /// How every DER begins that is a SEQUENCE, as PKCS#12 is.
    private static final byte SEQUENCE = 0x30;

    /// Reads and checks all of them.
    ///
    /// @param now by the wall clock
    /// @throws TlsException at the first that cannot be used
    Identities read(Instant now) {
        var identities = new ArrayList<Identity>();
        for (int i = 0; i < certificates.size(); i++) {
            identities.addAll(
                    read(
                            certificates.get(i),
                            keys.isEmpty() ? certificates.get(i) : keys.get(i),
                            now));
        }
        return new Identities(List.copyOf(identities));
    }

    private List<Identity> read(Path path, Path keyPath, Instant now) {
        var octets = FileContent.of(path);
        if (octets.length > 0 && octets[0] == SEQUENCE) {
            return readStore(path, octets, now);
        }
        var chain = Certificates.in(pem(path, octets));
        var key =
                PrivateKeys.in(
                        pem(keyPath, FileContent.of(keyPath)),
                        chain.getFirst().getPublicKey(),
                        password);
        return List.of(Identity.of(path, chain, keyPath, key, now));
    }

    private static Pem pem(Path path, byte[] octets) {
        return Pem.read(path, octets)
                .orElseThrow(() -> new TlsException.NotPem(path, "holds no PEM"));
    }

    private List<Identity> readStore(Path path, byte[] octets, Instant now) {
        var found = new ArrayList<Identity>();
        try {
            var store = open(path, octets);
            for (var alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, password.characters()) instanceof PrivateKey key) {
                    found.add(Identity.of(path, chain(store, alias), path, key, now));
                }
            }
        } catch (UnrecoverableKeyException _) {
            throw password.wrongFor(path);
        } catch (GeneralSecurityException unknown) {
            throw new TlsException.Unusable(path, "is PKCS#12 that is not understood", unknown);
        }
        if (found.isEmpty()) {
            throw new TlsException.NotPem(path, "has no key in it");
        }
        return found;
    }

    private KeyStore open(Path path, byte[] octets) throws GeneralSecurityException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(octets), password.characters());
            return store;
        } catch (IOException failure) {
            if (failure.getCause() instanceof UnrecoverableKeyException) {
                throw password.wrongFor(path);
            }
            throw new TlsException.NotPem(path, "holds neither PEM nor PKCS#12");
        }
    }

    private static List<X509Certificate> chain(KeyStore store, String alias)
            throws GeneralSecurityException {
        return Arrays.stream(store.getCertificateChain(alias))
                .map(X509Certificate.class::cast)
                .toList();
    }
}
