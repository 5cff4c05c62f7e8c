package pounce.engine.net;

import java.util.stream.Stream;

/// A connection as its event loop sees it, whatever carries its octets.
interface LoopConnection {

    /// {@return the threads that application code of this connection runs on; others too, by
    /// chance}
    Stream<Thread> handlers();

    /// Closes if it waits between two requests; on the loop.
    void closeIfIdle();

    /// Closes if it waits for a request, the first one too; on the loop.
    void closeIfSilent();

    /// Closes whatever happens here, when the loop ends.
    void closeByForce();

    /// Ends the requests that a generation of the application still serves; any thread.
    ///
    /// @param generation its number
    /// @return whether there were any
    boolean cut(int generation);
}
