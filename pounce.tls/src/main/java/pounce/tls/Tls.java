package pounce.tls;

import pounce.api.Settings;
import pounce.api.spi.TlsProvider;

/// TLS as a service, with the JDK's own: the only provider of this module.
public final class Tls implements TlsProvider {

    /// Made by the service loader.
    public Tls() {}

    @Override
    public String name() {
        return "tls";
    }

    @Override
    public KeyMaterial load(Settings settings) {
        return new LoadedKeys(KeyFiles.of(settings));
    }
}
