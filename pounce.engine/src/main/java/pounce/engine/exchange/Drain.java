package pounce.engine.exchange;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Whether a server has begun to end: connections then close behind the request that they serve,
/// and streams of events end.
public final class Drain {
    private final Set<Exchange> eventStreams = ConcurrentHashMap.newKeySet();
    private volatile boolean begun;

    /// Not begun.
    public Drain() {}

    /// From now on, no connection waits for another request.
    public void begin() {
        begun = true;
        eventStreams.forEach(Exchange::drain);
    }

    /// {@return whether it has begun}
    public boolean hasBegun() {
        return begun;
    }

    /// A stream of events has no end of its own, and gets one here.
    void add(Exchange stream) {
        eventStreams.add(stream);
        if (begun) {
            stream.drain();
        }
    }

    void remove(Exchange stream) {
        eventStreams.remove(stream);
    }
}
