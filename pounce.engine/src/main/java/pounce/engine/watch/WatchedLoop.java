package pounce.engine.watch;

import pounce.api.event.ConnectionOpened;
import pounce.engine.net.Transport;

/// An event loop that somebody watches, or may: who sleeps is asked with each connection.
record WatchedLoop(Watchers watchers, int worker) implements LoopWatch {

    @Override
    public ConnectionWatch opened(Transport transport, long number, String protocol) {
        if (!watchers.areWatching()) {
            return Silence.INSTANCE;
        }
        var connection = new WatchedConnection(watchers, event(transport, number, protocol));
        connection.opened(transport.handshake());
        return connection;
    }

    @Override
    public ConnectionWatch turnedAway(Transport transport, long number, String protocol) {
        return watchers.areWatching()
                ? new WatchedConnection(watchers, event(transport, number, protocol))
                : Silence.INSTANCE;
    }

    private ConnectionOpened event(Transport transport, long number, String protocol) {
        var client = transport.remote();
        var server = transport.local();
        return new ConnectionOpened(
                number,
                worker,
                client.host(),
                client.port(),
                server.host(),
                server.port(),
                protocol,
                System.nanoTime());
    }
}
