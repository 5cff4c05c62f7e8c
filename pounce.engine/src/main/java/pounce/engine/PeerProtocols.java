package pounce.engine;

import pounce.engine.net.Connection;
import pounce.engine.net.ConnectionFactory;
import pounce.engine.net.Transport;

/// What runs on the connections of one event loop, by who connects.
///
/// @param service for clients, and for proxies
/// @param administration for those who look after the server
record PeerProtocols(ConnectionFactory service, ConnectionFactory administration)
        implements ConnectionFactory {

    @Override
    public Connection open(Transport transport) {
        return switch (transport.peers()) {
            case CLIENTS, PROXIES -> service.open(transport);
            case ADMINISTRATORS -> administration.open(transport);
        };
    }
}
