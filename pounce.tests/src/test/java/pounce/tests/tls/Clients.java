package pounce.tests.tls;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// What clients bring to a handshake.
public final class Clients {
    private static final char[] PASSWORD = "none".toCharArray();

    private Clients() {}

    /// {@return a context that trusts what an authority has signed}
    public static SSLContext trusting(X509Certificate root) {
        return context(new KeyManager[0], root);
    }

    /// {@return the same, with a certificate of the client's own}
    public static SSLContext known(X509Certificate root, Certified client) {
        try {
            var keys = store();
            keys.setKeyEntry(
                    "client", client.key(), PASSWORD, client.chain().toArray(Certificate[]::new));
            var factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(keys, PASSWORD);
            return context(factory.getKeyManagers(), root);
        } catch (GeneralSecurityException bug) {
            throw new IllegalStateException(bug);
        }
    }

    private static SSLContext context(KeyManager[] keys, X509Certificate root) {
        try {
            var trust = store();
            trust.setCertificateEntry("root", root);
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(trust);
            var context = SSLContext.getInstance("TLS");
            context.init(keys, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException bug) {
            throw new IllegalStateException(bug);
        }
    }

    private static KeyStore store() throws GeneralSecurityException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// {@return TLS on a connected socket, before its handshake}
    ///
    /// @param host asked for; empty for none
    public static SSLSocket on(Socket socket, SSLContext context, String host) throws IOException {
        var secured =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(socket, host, socket.getPort(), true);
        secured.setUseClientMode(true);
        if (!host.isEmpty()) {
            var parameters = secured.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(host)));
            secured.setSSLParameters(parameters);
        }
        return secured;
    }

    public static SSLSocket connect(URI server, SSLContext context, String host)
            throws IOException {
        return on(new Socket(server.getHost(), server.getPort()), context, host);
    }
}
