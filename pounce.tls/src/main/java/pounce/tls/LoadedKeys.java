package pounce.tls;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import pounce.api.spi.TlsProvider.KeyMaterial;

/// What was read from files, and can be read again while connections go on.
final class LoadedKeys implements KeyMaterial {
    private final KeyFiles files;
    private final ReentrantLock reading = new ReentrantLock();

    // Under the lock.
    private FileStamps tried;
    private FileStamps seen;

    private volatile Material material;

    /// Reads them for the first time.
    LoadedKeys(KeyFiles files) {
        this.files = files;
        this.tried = files.stamps();
        this.seen = tried;
        this.material = files.read();
    }

    @Override
    public SSLEngine engine(List<String> protocols) {
        return material.engine(protocols);
    }

    @Override
    public List<X509Certificate> certificates() {
        return material.certificates();
    }

    @Override
    public boolean hasChanged() {
        reading.lock();
        try {
            var now = files.stamps();
            boolean atRest = now.equals(seen);
            seen = now;
            return atRest && !now.equals(tried);
        } finally {
            reading.unlock();
        }
    }

    @Override
    public void reload() {
        reading.lock();
        try {
            tried = files.stamps(); // before they are read: what changes meanwhile is read again
            material = files.read();
        } finally {
            reading.unlock();
        }
    }
}
