package pounce.engine.proxy;

import pounce.api.Address;

/// What a proxy says about a connection.
public sealed interface ProxyHeader {

    /// The proxy itself is the client, to see whether the server lives, perhaps.
    record Local() implements ProxyHeader {}

    /// The proxy does not know its client, or cannot say where it is.
    record Unknown() implements ProxyHeader {}

    /// The proxy forwards what a client says.
    ///
    /// @param source the client
    /// @param destination where the client has connected to
    record Forwarded(Address source, Address destination) implements ProxyHeader {}
}
