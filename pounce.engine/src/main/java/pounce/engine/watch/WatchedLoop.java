package pounce.engine.watch;

import java.time.Instant;
import pounce.api.event.ConnectionOpened;
import pounce.engine.net.Transport;

/// An event loop that somebody watches.
record WatchedLoop(Watchers watchers, int worker) implements LoopWatch {

    @Override
    public ConnectionWatch opened(Transport transport, long number, String protocol) {
        var connection = new WatchedConnection(watchers, event(transport, number, protocol));
        connection.opened();
        return connection;
    }

    @Override
    public ConnectionWatch turnedAway(Transport transport, long number, String protocol) {
        return new WatchedConnection(watchers, event(transport, number, protocol));
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
                System.nanoTime(),
                Instant.now());
    }
}
