package pounce.tls;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import pounce.api.error.TlsException;

/// Reads the files of key material, which are small.
final class FileContent {
    /// Hundreds of certificates; what is larger is another file.
    private static final int MOST = 1 << 20;

    private FileContent() {}

    /// {@return all octets of a file}
    ///
    /// @throws TlsException if they cannot be had
    static byte[] of(Path path) {
        try (var input = Files.newInputStream(path)) {
            var octets = input.readNBytes(MOST + 1);
            if (octets.length > MOST) {
                throw new TlsException.NotPem(path, "is too large for what it should be");
            }
            return octets;
        } catch (NoSuchFileException _) {
            throw new TlsException.NotFound(path, "there is no such file");
        } catch (AccessDeniedException denied) {
            throw new TlsException.NotReadable(path, "this process may not read it", denied);
        } catch (IOException failure) {
            throw new TlsException.NotReadable(
                    path, "cannot be read: " + failure.getMessage(), failure);
        }
    }
}
