package pounce.api;

/// Answers a request with a response. Runs on a virtual thread of its own and may block.
@FunctionalInterface
public interface Handler {

    /// Whatever is thrown becomes a 500 without detail and one log entry; exceptions of pounce
    /// bring their own status.
    Response handle(Request request) throws Exception;
}
