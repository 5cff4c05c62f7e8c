package pounce.engine.watch;

import pounce.api.event.ConnectionOpened;
import pounce.engine.net.Transport;

/// An event loop that somebody watches, or may: who sleeps is asked with each connection.
record WatchedLoop(Watchers watchers, int worker) implements LoopWatch {

    @Override
    public Arrival arrived(Transport transport, long number) {
        return watchers.areWatching()
                ? new WatchedArrival(watchers, event(transport, number), transport.handshake())
                : Silence.INSTANCE;
    }

    private ConnectionOpened event(Transport transport, long number) {
        var client = transport.remote();
        var server = transport.local();
        return new ConnectionOpened(
                number,
                worker,
                client.host(),
                client.port(),
                server.host(),
                server.port(),
                "",
                System.nanoTime());
    }
}
