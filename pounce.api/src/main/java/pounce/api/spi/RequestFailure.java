package pounce.api.spi;

import java.util.Optional;
import pounce.api.RequestHead;
import pounce.api.error.ErrorCode;

/// A request that has failed.
///
/// @param request its head
/// @param status of the answer, 400 to 599
/// @param code the failure's stable name; empty where an application has answered
/// @param cause what was thrown; for developers alone
public record RequestFailure(
        RequestHead request, int status, Optional<ErrorCode> code, Optional<Throwable> cause) {

    /// Returns a failure that nothing was thrown at.
    ///
    /// @param request its head
    /// @param code its name
    /// @return a failure
    public static RequestFailure of(RequestHead request, ErrorCode code) {
        return new RequestFailure(request, code.status(), Optional.of(code), Optional.empty());
    }

    /// Returns a failure with what was thrown.
    ///
    /// @param request its head
    /// @param code its name
    /// @param cause what was thrown
    /// @return a failure
    public static RequestFailure of(RequestHead request, ErrorCode code, Throwable cause) {
        return new RequestFailure(request, code.status(), Optional.of(code), Optional.of(cause));
    }
}
