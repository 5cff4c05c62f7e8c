package pounce.tests.tls;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/// A certificate, its key, and who has signed it.
///
/// @param name the first that it is for
/// @param keys its own
/// @param chain itself, then those that signed it, without the root
public record Certified(String name, KeyPair keys, List<X509Certificate> chain) {

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    public PrivateKey key() {
        return keys.getPrivate();
    }
}
