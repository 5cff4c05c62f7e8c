package pounce.api;

/// An [App] that answers a request with a response, and has nothing to start or stop. Runs on a
/// virtual thread of its own and may block.
///
/// ```java
/// public final class Hello implements Handler {
///     @Override
///     public Response handle(Request request) {
///         return Response.text("Hello, world");
///     }
/// }
/// ```
@FunctionalInterface
public interface Handler extends App {

    /// Answers one request. Whatever is thrown becomes a 500 without detail and one log entry;
    /// exceptions of pounce bring their own status.
    ///
    /// @param request valid until its response has been sent
    /// @return what is sent
    /// @throws Exception to let the server answer
    Response handle(Request request) throws Exception;

    @Override
    @SuppressWarnings("FunctionalInterfaceMethodChanged") // no lambda is both
    default void handle(Scope scope, Receive receive, Send send) throws Exception {
        switch (scope) {
            case HttpScope http -> handle(Request.of(http, receive, send)).sendTo(send);
            case LifespanScope _ -> {}
        }
    }
}
