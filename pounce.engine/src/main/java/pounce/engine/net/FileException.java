package pounce.engine.net;

import java.io.IOException;

/// A file that is sent ends too early, or cannot be read; the connection is not to blame.
public final class FileException extends IOException {
    private static final long serialVersionUID = 1;

    /// A file that ends too early.
    ///
    /// @param message what is wrong with it
    public FileException(String message) {
        super(message);
    }

    /// A file that cannot be read.
    ///
    /// @param cause why
    public FileException(IOException cause) {
        super("a file cannot be read: " + cause.getMessage(), cause);
    }
}
