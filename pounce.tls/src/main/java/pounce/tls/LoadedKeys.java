package pounce.tls;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import pounce.api.ClientAuth;
import pounce.api.Options;
import pounce.api.Settings;
import pounce.api.spi.TlsProvider.KeyMaterial;

/// What was read from the files, ready for connections.
final class LoadedKeys implements KeyMaterial {
    private final SSLContext context;
    private final String[] suites;
    private final ClientAuth clientAuth;

    private LoadedKeys(SSLContext context, ClientAuth clientAuth) {
        this.context = context;
        this.suites = CipherSuites.of(context.getSupportedSSLParameters().getCipherSuites());
        this.clientAuth = clientAuth;
    }

    static LoadedKeys of(Settings settings) {
        var files =
                new IdentityFiles(
                        settings.get(Options.TLS_CERT),
                        settings.get(Options.TLS_KEY),
                        Password.in(settings.get(Options.TLS_KEY_PASSWORD_FILE)));
        var keys = new ServerKeys(files.read(Instant.now()));
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, Trust.in(settings.get(Options.TLS_TRUST)), null);
            return new LoadedKeys(context, settings.get(Options.TLS_CLIENT_AUTH));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("this JVM has no TLS", broken);
        }
    }

    @Override
    public SSLEngine engine(List<String> protocols) {
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
