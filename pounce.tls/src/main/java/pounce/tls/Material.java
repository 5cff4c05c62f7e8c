package pounce.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import pounce.api.ClientAuth;

/// What was read at one time, ready for connections. Immutable; what is read later is another one,
/// with other secrets for session tickets: a session does not outlive the certificate that it began
/// under, nor the trust in its client.
final class Material {
    private final SSLContext context;
    private final List<X509Certificate> certificates;
    private final String[] suites;
    private final ClientAuth clientAuth;

    private Material(
            SSLContext context, List<X509Certificate> certificates, ClientAuth clientAuth) {
        this.context = context;
        this.certificates = certificates;
        this.suites = CipherSuites.of(context.getSupportedSSLParameters().getCipherSuites());
        this.clientAuth = clientAuth;
    }

    static Material of(Identities identities, TrustManager[] trust, ClientAuth clientAuth) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new ServerKeys(identities)}, trust, null);
            return new Material(
                    context,
                    identities.all().stream().map(each -> each.chain().getFirst()).toList(),
                    clientAuth);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no TLS", impossible);
        }
    }

    List<X509Certificate> certificates() {
        return certificates;
    }

    SSLEngine engine(List<String> protocols) {
        var engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(parameters(protocols));
        return engine;
    }

    private SSLParameters parameters(List<String> protocols) {
        var parameters = new SSLParameters(suites, CipherSuites.protocols());
        parameters.setUseCipherSuitesOrder(true);
        parameters.setApplicationProtocols(protocols.toArray(String[]::new));
        switch (clientAuth) {
            case NONE -> {}
            case OPTIONAL -> parameters.setWantClientAuth(true);
            case REQUIRED -> parameters.setNeedClientAuth(true);
        }
        return parameters;
    }
}
