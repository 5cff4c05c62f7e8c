package pounce.api;

/// What an application opens before its first request and closes after its last.
@FunctionalInterface
public interface Lifespan {

    /// Blocks until the application is ready. Throwing stops the start of the server, or keeps the
    /// old generation serving.
    ///
    /// @param scope the life of one generation; [LifespanScope#onDrain] ends long streams
    /// @return closed when the last request of this generation has ended
    /// @throws Exception if the application cannot start
    AutoCloseable start(LifespanScope scope) throws Exception;
}
