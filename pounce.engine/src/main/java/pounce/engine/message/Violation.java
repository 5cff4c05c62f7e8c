package pounce.engine.message;

import pounce.api.error.ErrorCode;

/// A peer's mistake. A value, not an exception: the peer decides how often it happens.
///
/// @param code the stable name, with the status that the peer is told
/// @param detail which rule, for the log; never what the peer sent
public record Violation(ErrorCode code, String detail) {

    /// {@return the status that the peer is told}
    public int status() {
        return code.status();
    }
}
