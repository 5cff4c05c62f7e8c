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

    /// A connection over the limit begins, of which only what it asks for is worth a note.
    ///
    /// @param transport its addresses
    /// @param number unique in this process
    /// @param protocol by its short name
    /// @return what is to be told about it
    ConnectionWatch turnedAway(Transport transport, long number, String protocol);
}
