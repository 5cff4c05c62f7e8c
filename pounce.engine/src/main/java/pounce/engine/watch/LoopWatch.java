package pounce.engine.watch;

import pounce.engine.net.Transport;

/// Takes note of the connections of one event loop. Neither method blocks.
public interface LoopWatch {

    /// A connection begins.
    ///
    /// @param transport its addresses
    /// @param number unique in this process
    /// @param protocol by its short name
    /// @return what is to be told about it
    ConnectionWatch opened(Transport transport, long number, String protocol);

    /// A connection begins that will not be served: over the limit, or not what a listener is for.
    /// Only what it asks for, or is refused for, is worth a note.
    ///
    /// @param transport its addresses
    /// @param number unique in this process
    /// @param protocol by its short name
    /// @return what is to be told about it
    ConnectionWatch turnedAway(Transport transport, long number, String protocol);
}
