package pounce.engine.watch;

import pounce.api.error.ErrorCode;
import pounce.api.event.ConnectionCompleted;
import pounce.api.event.RequestId;
import pounce.engine.exchange.ExchangeStream;
import pounce.engine.exchange.RequestControl;
import pounce.engine.net.Transport;

/// Nobody watches: nothing is made, and no clock is read.
enum Silence implements LoopWatch, Arrival, ConnectionWatch {
    INSTANCE;

    @Override
    public Arrival arrived(Transport transport, long number) {
        return this;
    }

    @Override
    public ConnectionWatch opened(String protocol) {
        return this;
    }

    @Override
    public ConnectionWatch turnedAway(String protocol) {
        return this;
    }

    @Override
    public ExchangeStream started(RequestControl control, RequestId id, ExchangeStream stream) {
        return stream;
    }

    @Override
    public void refused(ErrorCode code, long sent) {}

    @Override
    public void handshakeFailed(ErrorCode code, String reason, long startNs) {}

    @Override
    public void closed(ConnectionCompleted.Reason why, long sent) {}
}
