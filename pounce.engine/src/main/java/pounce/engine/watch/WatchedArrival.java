package pounce.engine.watch;

import java.util.Optional;
import pounce.api.event.ConnectionOpened;
import pounce.engine.net.TlsHandshake;

/// An arrival that somebody watches.
///
/// @param watchers who are told
/// @param event what they are told, but for the protocol
/// @param handshake how it came under TLS
record WatchedArrival(Watchers watchers, ConnectionOpened event, Optional<TlsHandshake> handshake)
        implements Arrival {

    @Override
    public ConnectionWatch opened(String protocol) {
        var connection = watched(protocol);
        connection.opened(handshake);
        return connection;
    }

    @Override
    public ConnectionWatch turnedAway(String protocol) {
        return watched(protocol);
    }

    private WatchedConnection watched(String protocol) {
        return new WatchedConnection(watchers, new Wanted(watchers), speaking(protocol));
    }

    private ConnectionOpened speaking(String protocol) {
        return new ConnectionOpened(
                event.connectionId(),
                event.workerId(),
                event.clientAddr(),
                event.clientPort(),
                event.serverAddr(),
                event.serverPort(),
                protocol,
                event.timestampNs());
    }
}
