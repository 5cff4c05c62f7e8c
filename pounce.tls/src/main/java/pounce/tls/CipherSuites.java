package pounce.tls;

import java.util.Arrays;
import java.util.List;

/// The versions and cipher suites that clients may choose from. All have forward secrecy and
/// authenticated encryption, so none of them is refused by HTTP/2 (RFC 9113, appendix A).
final class CipherSuites {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /// The quickest first: 128 bits are enough, and ChaCha20 is for machines without instructions
    /// for AES, which servers are not.
    private static final List<String> PREFERRED =
            List.of(
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private CipherSuites() {}

    static String[] protocols() {
        return PROTOCOLS.clone();
    }

    /// {@return those that a JVM offers, the preferred first}
    ///
    /// @param offered by the JVM
    static String[] of(String[] offered) {
        var known = Arrays.asList(offered);
        return PREFERRED.stream().filter(known::contains).toArray(String[]::new);
    }
}
