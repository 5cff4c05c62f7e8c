package pounce.engine.net;

/// Decides what runs on connections. Each event loop has one of its own, so that it may keep
/// buffers for reuse.
@FunctionalInterface
public interface ConnectionFactory {

    /// Takes a connection over; called on the event loop, must not block.
    ///
    /// @param transport its octets
    /// @return what runs on it
    Connection open(Transport transport);
}
