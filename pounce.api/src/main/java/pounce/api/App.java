package pounce.api;

/// An application, in its most general form: one call per request, and one for the application's
/// own life.
///
/// Each call has a virtual thread of its own and may block. Returning ends the exchange; throwing
/// ends it with 500 if nothing was sent yet, otherwise by closing the connection or resetting the
/// stream. Most applications are a [Handler].
///
/// When a client goes away, `send` and `receive` tell of it. An application that has not answered
/// yet is never interrupted: it may be in the middle of a transaction. One that streams a response,
/// that is, has sent a piece of content that was not the last, has the thread of its `handle`
/// interrupted, because it may wait for something else than the client. What `handle` throws after
/// that is a normal end. A client that closes only its side of the connection counts as gone for a
/// stream, and still gets an answer that is sent at once.
///
/// A module may `provide` an App; it is then named by its module.
@FunctionalInterface
public interface App {

    /// Serves one scope from its beginning to its end.
    ///
    /// @param scope a request, or the application's own life
    /// @param receive what the client says, or when to stop
    /// @param send what the client is told, or that the application is ready
    /// @throws Exception to end the exchange, or to stop the start
    void handle(Scope scope, Receive receive, Send send) throws Exception;

    /// Returns a handler as the App that it is: makes one of a lambda.
    ///
    /// @param handler answers requests
    /// @return the handler
    static App of(Handler handler) {
        return handler;
    }

    /// Returns this App with something to open before the first request and to close after the
    /// last. What is added last is opened first and closed last.
    ///
    /// @param lifespan called once per generation
    /// @return an App
    default App with(Lifespan lifespan) {
        return new LifespanApp(this, lifespan);
    }
}
