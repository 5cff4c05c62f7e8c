package pounce.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.IntStream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Tells the JDK which certificate a client is to see. An alias is the number of an identity.
final class ServerKeys extends X509ExtendedKeyManager {
    private final Identities identities;

    ServerKeys(Identities identities) {
        this.identities = identities;
    }

    /// A client that understands none of the keys of the host that it asks for is not shown
    /// another's: the handshake fails.
    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        return identities.forHost(host(engine)).stream()
                .filter(each -> each.algorithm().equals(keyType))
                .findFirst()
                .map(each -> String.valueOf(identities.all().indexOf(each)))
                .orElse(null);
    }

    private static String host(SSLEngine engine) {
        if (engine.getHandshakeSession() instanceof ExtendedSSLSession session) {
            for (var name : session.getRequestedServerNames()) {
                if (name instanceof SNIHostName host) {
                    return host.getAsciiName();
                }
            }
        }
        return "";
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return identity(alias).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return identity(alias).key();
    }

    private Identity identity(String alias) {
        return identities.all().get(Integer.parseInt(alias));
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return IntStream.range(0, identities.all().size())
                .filter(i -> identities.all().get(i).algorithm().equals(keyType))
                .mapToObj(String::valueOf)
                .toArray(String[]::new);
    }

    // ---------------------------------------------------------------- what a server does not do

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String toString() {
        return List.copyOf(identities.all()).toString();
    }
}
