package pounce.engine.connection;

import org.jspecify.annotations.Nullable;
import pounce.api.error.ErrorCode;
import pounce.engine.exchange.Exchange;

/// The application's call for one request, on a thread of its own.
final class Http2Call implements Runnable {
    private final Http2Session session;
    private final Http2Stream stream;
    private final Exchange exchange;
    private final @Nullable ErrorCode refusal;

    /// @param refusal why there is none; null if there is
    Http2Call(
            Http2Session session,
            Http2Stream stream,
            Exchange exchange,
            @Nullable ErrorCode refusal) {
        this.session = session;
        this.stream = stream;
        this.exchange = exchange;
        this.refusal = refusal;
    }

    /// Called in place of [#run].
    void abandon() {
        exchange.abandon();
        session.served(stream);
    }

    @Override
    public void run() {
        stream.runsOn(Thread.currentThread());
        try {
            if (refusal != null) {
                stream.refuseContent();
                boolean _ = exchange.refuse(refusal);
            } else {
                boolean _ = exchange.serve(session.settings().requestTimeout());
            }
        } finally {
            boolean _ = Thread.interrupted(); // the application's business ends here
            session.served(stream);
        }
    }
}
