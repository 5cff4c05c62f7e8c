package pounce.api.error;

import java.nio.file.Path;

/// A certificate, a key or a trust bundle that cannot be used. The message begins with the path of
/// its file.
///
/// Thrown before any address is bound, or, when files are read again, while what was read before
/// goes on.
public abstract sealed class TlsException extends PounceException {
    private static final long serialVersionUID = 1;

    /// The file that is at fault.
    private final String path;

    private TlsException(ErrorCode code, Path path, String message) {
        super(code, path + ": " + message);
        this.path = path.toString();
    }

    private TlsException(ErrorCode code, Path path, String message, Throwable cause) {
        super(code, path + ": " + message, cause);
        this.path = path.toString();
    }

    /// {@return the file}
    public final Path path() {
        return Path.of(path);
    }

    /// There is no such file.
    public static final class NotFound extends TlsException {
        private static final long serialVersionUID = 1;

        /// A failure without a cause of its own.
        ///
        /// @param path the file
        /// @param message what it should be, without the path
        public NotFound(Path path, String message) {
            super(ErrorCode.POUNCE_TLS_FILE_NOT_FOUND, path, message);
        }
    }

    /// The file is there, and this process may not or cannot read it.
    public static final class NotReadable extends TlsException {
        private static final long serialVersionUID = 1;

        /// A failure with a cause.
        ///
        /// @param path the file
        /// @param message what happened, without the path
        /// @param cause what led to it
        public NotReadable(Path path, String message, Throwable cause) {
            super(ErrorCode.POUNCE_TLS_FILE_NOT_READABLE, path, message, cause);
        }
    }

    /// The file has neither PEM nor PKCS#12 in it, or not what is looked for there.
    public static final class NotPem extends TlsException {
        private static final long serialVersionUID = 1;

        /// A failure without a cause of its own.
        ///
        /// @param path the file
        /// @param message what is missing, without the path
        public NotPem(Path path, String message) {
            super(ErrorCode.POUNCE_TLS_NOT_PEM, path, message);
        }
    }

    /// The password does not open it, or none was given for what needs one.
    public static final class WrongPassword extends TlsException {
        private static final long serialVersionUID = 1;

        /// A failure without a cause of its own.
        ///
        /// @param path the file
        /// @param message what happened, without the path or a password
        public WrongPassword(Path path, String message) {
            super(ErrorCode.POUNCE_TLS_WRONG_PASSWORD, path, message);
        }
    }

    /// The key is not that of the certificate.
    public static final class KeyMismatch extends TlsException {
        private static final long serialVersionUID = 1;

        /// A failure without a cause of its own.
        ///
        /// @param path the file of the key
        /// @param message which certificate it does not fit, without the path
        public KeyMismatch(Path path, String message) {
            super(ErrorCode.POUNCE_TLS_KEY_MISMATCH, path, message);
        }
    }

    /// The certificate's time is over.
    public static final class Expired extends TlsException {
        private static final long serialVersionUID = 1;

        /// A failure without a cause of its own.
        ///
        /// @param path the file
        /// @param message since when, without the path
        public Expired(Path path, String message) {
            super(ErrorCode.POUNCE_TLS_CERT_EXPIRED, path, message);
        }
    }

    /// The certificate's time has not come.
    public static final class NotYetValid extends TlsException {
        private static final long serialVersionUID = 1;

        /// A failure without a cause of its own.
        ///
        /// @param path the file
        /// @param message from when, without the path
        public NotYetValid(Path path, String message) {
            super(ErrorCode.POUNCE_TLS_CERT_NOT_YET_VALID, path, message);
        }
    }

    /// What the file holds is damaged, or of a kind that this JVM does not know.
    public static final class Unusable extends TlsException {
        private static final long serialVersionUID = 1;

        /// A failure without a cause of its own.
        ///
        /// @param path the file
        /// @param message what it objects to, without the path
        public Unusable(Path path, String message) {
            super(ErrorCode.POUNCE_TLS_UNUSABLE, path, message);
        }

        /// A failure with a cause.
        ///
        /// @param path the file
        /// @param message what it objects to, without the path
        /// @param cause what led to it
        public Unusable(Path path, String message, Throwable cause) {
            super(ErrorCode.POUNCE_TLS_UNUSABLE, path, message, cause);
        }
    }
}
