package pounce.tls;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import pounce.api.ClientAuth;
import pounce.api.Options;
import pounce.api.Settings;

/// The files that the options name.
///
/// @param certificates of PEM or PKCS#12
/// @param keys as many, of PEM; or none
/// @param passwordFile empty for none
/// @param trust of PEM
/// @param clientAuth whether clients are asked
record KeyFiles(
        List<Path> certificates,
        List<Path> keys,
        String passwordFile,
        List<Path> trust,
        ClientAuth clientAuth) {

    static KeyFiles of(Settings settings) {
        return new KeyFiles(
                settings.get(Options.TLS_CERT),
                settings.get(Options.TLS_KEY),
                settings.get(Options.TLS_KEY_PASSWORD_FILE),
                settings.get(Options.TLS_TRUST),
                settings.get(Options.TLS_CLIENT_AUTH));
    }

    /// Reads and checks all of them.
    ///
    /// @throws pounce.api.error.TlsException at the first that cannot be used
    Material read() {
        var identities =
                new IdentityFiles(certificates, keys, Password.in(passwordFile))
                        .read(Instant.now());
        return Material.of(identities, Trust.in(trust), clientAuth);
    }

    FileStamps stamps() {
        var password = passwordFile.isEmpty() ? List.<Path>of() : List.of(Path.of(passwordFile));
        return FileStamps.of(
                Stream.of(certificates, keys, password, trust).flatMap(List::stream).toList());
    }
}
