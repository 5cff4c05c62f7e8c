package pounce.engine.watch;

import pounce.engine.net.Transport;

/// Takes note of the connections of one event loop. No method blocks.
@FunctionalInterface
public interface LoopWatch {

    /// A connection is here.
    ///
    /// @param transport its addresses
    /// @param number unique in this process
    /// @return what is to be told once its protocol is known
    Arrival arrived(Transport transport, long number);

    /// A connection begins.
    ///
    /// @param transport its addresses
    /// @param number unique in this process
    /// @param protocol by its short name
    /// @return what is to be told about it
    default ConnectionWatch opened(Transport transport, long number, String protocol) {
        return arrived(transport, number).opened(protocol);
    }

    /// A connection begins that will not be served, see [Arrival#turnedAway].
    ///
    /// @param transport its addresses
    /// @param number unique in this process
    /// @param protocol by its short name
    /// @return what is to be told about it
    default ConnectionWatch turnedAway(Transport transport, long number, String protocol) {
        return arrived(transport, number).turnedAway(protocol);
    }
}
