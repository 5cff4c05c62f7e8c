package pounce.tls;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import pounce.api.error.TlsException;

/// What opens encrypted keys and PKCS#12.
///
/// @param text empty if there is none
record Password(Optional<String> text) {

    /// {@return the first line of a file}
    ///
    /// @param file its path; empty for no password
    /// @throws TlsException if it cannot be read
    static Password in(String file) {
        if (file.isEmpty()) {
            return new Password(Optional.empty());
        }
        var content = new String(FileContent.of(Path.of(file)), StandardCharsets.UTF_8);
        return new Password(Optional.of(content.lines().findFirst().orElse("")));
    }

    char[] characters() {
        return text.orElse("").toCharArray();
    }

    /// {@return that it does not open a file}
    TlsException.WrongPassword wrongFor(Path path) {
        return new TlsException.WrongPassword(
                path,
                text.isPresent()
                        ? "the password does not open it"
                        : "is encrypted, and tls.key-password-file is not set");
    }

    @Override
    public String toString() {
        return "Password";
    }
}
