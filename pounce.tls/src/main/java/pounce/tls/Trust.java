package pounce.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import pounce.api.error.TlsException;

/// The certificates that may sign those of clients.
final class Trust {
    private Trust() {}

    /// {@return what checks the certificates of clients; nothing where none is trusted}
    ///
    /// @param bundles files of PEM
    /// @throws TlsException if one cannot be used
    static TrustManager[] in(List<Path> bundles) {
        try {
            return bundles.isEmpty() ? new TrustManager[0] : managers(bundles);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no trust managers", impossible);
        }
    }

    private static TrustManager[] managers(List<Path> bundles) throws GeneralSecurityException {
        var store = emptyStore();
        for (var path : bundles) {
            var pem =
                    Pem.read(path, FileContent.of(path))
                            .orElseThrow(() -> new TlsException.NotPem(path, "holds no PEM"));
            for (var certificate : Certificates.in(pem)) {
                store.setCertificateEntry(String.valueOf(store.size()), certificate);
            }
        }
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible); // nothing is read
        }
    }
}
