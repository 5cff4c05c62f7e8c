package pounce.engine.net;

import java.io.IOException;

/// A deadline of a transport has passed.
public final class TimeoutException extends IOException {
    private static final long serialVersionUID = 1;

    /// A wait that was in vain.
    ///
    /// @param message what was waited for
    public TimeoutException(String message) {
        super(message);
    }
}
