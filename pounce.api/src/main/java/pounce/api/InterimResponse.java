package pounce.api;

/// An answer before the answer: an interim response (RFC 9110, section 15.2), such as 103 Early
/// Hints (RFC 8297). Any number may be sent before the head of the response leaves; a client of
/// HTTP/1.0 does not understand them and gets none.
///
/// 100 is the server's to send, when the application first asks for content, and 101 belongs to a
/// change of protocols.
///
/// @param status 102 to 199
/// @param headers the fields
public record InterimResponse(int status, Headers headers) implements SendEvent {

    /// An interim response.
    ///
    /// @throws IllegalArgumentException if the status is not between 102 and 199
    public InterimResponse {
        if (status < 102 || status > 199) throw new IllegalArgumentException("status: " + status);
    }

    /// Returns 103 Early Hints: what the client will need may be fetched while the response is
    /// made.
    ///
    /// @param links values of `Link` (RFC 8288), such as `</style.css>; rel=preload; as=style`
    /// @return an interim response
    /// @throws IllegalArgumentException if one is no field value
    public static InterimResponse earlyHints(String... links) {
        var headers = Headers.empty();
        for (var link : links) {
            headers = headers.plus("link", link);
        }
        return new InterimResponse(103, headers);
    }
}
