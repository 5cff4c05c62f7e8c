package pounce.api;

/// Answers a request with a response. Runs on a virtual thread of its own and may block.
@FunctionalInterface
public interface Handler {

    /// Answers one request. Whatever is thrown becomes a 500 without detail and one log entry;
    /// exceptions of pounce bring their own status.
    ///
    /// @param request valid until its response has been sent
    /// @return what is sent
    /// @throws Exception to let the server answer
    Response handle(Request request) throws Exception;
}
