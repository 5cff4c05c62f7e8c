package pounce.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pounce.api.ClientAuth;
import pounce.api.Options;
import pounce.api.ServerConfig;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;
import pounce.api.spi.ProviderLookup;
import pounce.api.spi.TlsProvider;
import pounce.api.spi.TlsProvider.KeyMaterial;
import pounce.engine.net.Endpoint;
import pounce.engine.net.Security;

/// What listeners under TLS need before they are bound. Settings that would do nothing, or not what
/// they promise, are mistakes.
final class SecureListeners {
    private SecureListeners() {}

    /// {@return keys and certificates; empty where no listener is under TLS}
    ///
    /// @throws ConfigException if the options do not go together
    /// @throws pounce.api.error.TlsException if the files cannot be used
    static Optional<KeyMaterial> load(ServerConfig config, List<Endpoint> endpoints) {
        boolean secure = endpoints.stream().anyMatch(each -> each.security() == Security.TLS);
        boolean certified = !config.get(Options.TLS_CERT).isEmpty();
        if (secure && !certified) {
            throw new ConfigException(
                    ErrorCode.POUNCE_TLS_CERT_MISSING,
                    "a listener is for https, and tls.cert names no certificate");
        }
        var faults = faults(config, secure, certified);
        if (!faults.isEmpty()) {
            throw new ConfigException(ErrorCode.POUNCE_CONFIG_INVALID, String.join("\n", faults));
        }
        return secure ? Optional.of(provider().load(config)) : Optional.empty();
    }

    private static List<String> faults(ServerConfig config, boolean secure, boolean certified) {
        var faults = new ArrayList<String>();
        int certificates = config.get(Options.TLS_CERT).size();
        int keys = config.get(Options.TLS_KEY).size();
        boolean trusting = !config.get(Options.TLS_TRUST).isEmpty();
        var clientAuth = config.get(Options.TLS_CLIENT_AUTH);
        if (certified && !secure) {
            faults.add("tls.cert: no listener is for https");
        }
        if (keys != 0 && keys != certificates) {
            faults.add(
                    "tls.key: %d keys for %d certificates; name one for each, or none"
                            .formatted(keys, certificates));
        }
        if (clientAuth != ClientAuth.NONE && !trusting) {
            faults.add(
                    "tls.client-auth: no certificate of a client would be trusted; name some in tls.trust");
        }
        if (clientAuth == ClientAuth.NONE && trusting) {
            faults.add(
                    "tls.trust: no client is asked for a certificate; set tls.client-auth to optional or"
                            + " required");
        }
        return faults;
    }

    private static TlsProvider provider() {
        return ProviderLookup.one(
                ProviderLookup.all(TlsProvider.class, SecureListeners.class.getClassLoader()),
                TlsProvider.class.getName() + ", which https needs",
                "pounce.tls");
    }
}
