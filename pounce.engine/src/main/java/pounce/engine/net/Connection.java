package pounce.engine.net;

import pounce.api.event.ConnectionCompleted;

/// What runs on a transport.
@FunctionalInterface
public interface Connection extends Runnable {

    /// Serves; on a virtual thread of its own whenever octets arrive while the connection is idle.
    @Override
    void run();

    /// The transport is closed. Called once, by whoever closed it: must not block.
    ///
    /// @param why as far as its closer knows
    /// @param sent what the kernel took for the peer in all, in octets
    default void closed(ConnectionCompleted.Reason why, long sent) {}
}
