package pounce.engine.connection;

import pounce.engine.net.Connection;
import pounce.engine.net.ConnectionFactory;
import pounce.engine.net.Transport;

/// A protocol on the connections of one event loop: from their start, or behind another one.
public interface Protocol extends ConnectionFactory {

    /// Takes a connection over of which something may have been read already.
    ///
    /// @param transport its octets
    /// @param input what was read, and is the first that is served
    /// @return what runs on it from now on
    Connection open(Transport transport, Input input);
}
