package pounce.engine.net;

import java.io.IOException;
import java.util.stream.Stream;
import pounce.api.event.ConnectionCompleted;

/// What runs on a transport.
@FunctionalInterface
public interface Connection extends Runnable {

    /// Serves; on a virtual thread of its own whenever octets arrive while the connection is idle.
    @Override
    void run();

    /// The connection has been idle for as long as it may, or the server ends: asks whether it may
    /// be closed now. One that says no sees to its end itself, or has something to do although
    /// nobody speaks, and is asked again soon. On the event loop: must not block.
    ///
    /// @param why what would be the reason
    /// @return whether it may be closed, if it is idle
    default boolean mayEnd(ConnectionCompleted.Reason why) {
        return true;
    }

    /// {@return threads that application code of this connection runs on, other than its own; any
    /// thread}
    default Stream<Thread> handlers() {
        return Stream.empty();
    }

    /// {@return whether [#farewell] has something to say}
    default boolean hasFarewell() {
        return false;
    }

    /// The connection was idle for too long, or the server ends: says so to the peer. It is closed
    /// behind that. On a virtual thread of its own; blocks while the peer does not read.
    ///
    /// @throws IOException if the connection is broken or closed
    default void farewell() throws IOException {}

    /// Ends the requests that a generation of the application still serves. Any thread; may wait
    /// for a write.
    ///
    /// @param generation its number
    /// @return whether there were any
    default boolean cut(int generation) {
        return false;
    }

    /// The transport is closed. Called once, by whoever closed it: must not block.
    ///
    /// @param why as far as its closer knows
    /// @param sent what the kernel took for the peer in all, in octets
    default void closed(ConnectionCompleted.Reason why, long sent) {}
}
