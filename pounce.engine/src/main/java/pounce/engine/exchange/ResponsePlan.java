package pounce.engine.exchange;

import pounce.api.Headers;
import pounce.api.ResponseStart;
import pounce.api.error.AppException;
import pounce.api.error.ErrorCode;

/// What will be sent for a response, decided once, before its first octet (RFC 9110, section
/// 6.4.1).
///
/// @param status the status
/// @param fields those of the application
/// @param length how the end of the content is found
/// @param hasContent whether content follows at all: not to HEAD, nor with 204, 205 and 304
public record ResponsePlan(int status, Headers fields, Length length, boolean hasContent) {

    /// How the end of the content is found.
    public sealed interface Length {
        /// By counting.
        ///
        /// @param octets of the content, or of what GET would have got
        record Known(long octets) implements Length {}

        /// By the protocol's own mark.
        record Unknown() implements Length {}

        /// There is neither content nor a length.
        record Absent() implements Length {}
    }

    private static final String EVENT_STREAM = "text/event-stream";
    private static final Length UNKNOWN = new Length.Unknown();
    private static final Length ABSENT = new Length.Absent();
    private static final Length NOTHING = new Length.Known(0);

    /// Decides.
    ///
    /// @param method of the request
    /// @param start the head, as the application sent it
    /// @param octets of the content, if all of it is there; else -1
    static ResponsePlan decide(String method, ResponseStart start, long octets) {
        int status = start.status();
        if (status == 204) {
            return new ResponsePlan(status, start.headers(), ABSENT, false);
        }
        boolean hasContent = status != 205 && status != 304 && !method.equals("HEAD");
        return new ResponsePlan(
                status, start.headers(), length(start, octets, hasContent), hasContent);
    }

    private static Length length(ResponseStart start, long octets, boolean hasContent) {
        if (start.status() == 205) {
            return NOTHING; // RFC 9110, section 15.3.6
        }
        var declared = start.headers().first("content-length");
        if (declared.isPresent()) {
            return new Length.Known(parse(declared.get()));
        }
        if (octets > 0 || (octets == 0 && hasContent)) {
            return new Length.Known(octets);
        }
        // A handler that sends nothing to HEAD says nothing of what GET would get.
        return octets < 0 && start.status() != 304 ? UNKNOWN : ABSENT;
    }

    private static long parse(String declared) {
        try {
            long octets = Long.parseLong(declared);
            if (octets >= 0) {
                return octets;
            }
        } catch (NumberFormatException noNumber) {
            throw new AppException(
                    ErrorCode.POUNCE_APP_CONTENT_LENGTH, "Content-Length: " + declared, noNumber);
        }
        throw new AppException(ErrorCode.POUNCE_APP_CONTENT_LENGTH, "Content-Length: " + declared);
    }

    /// {@return whether the content is server-sent events (WHATWG HTML, section 9.2), without end
    /// by themselves}
    boolean isEventStream() {
        return fields.first("content-type")
                .filter(type -> type.regionMatches(true, 0, EVENT_STREAM, 0, EVENT_STREAM.length()))
                .isPresent();
    }
}
