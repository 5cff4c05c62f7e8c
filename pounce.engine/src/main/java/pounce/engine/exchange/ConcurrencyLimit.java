package pounce.engine.exchange;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.App;
import pounce.api.HttpScope;
import pounce.api.Middleware;
import pounce.api.Receive;
import pounce.api.Send;
import pounce.api.error.ErrorCode;
import pounce.api.spi.RequestFailure;

/// Lets a number of requests run at once, whatever their connection, loop or generation. The next
/// ones wait for their turn; what exceeds them too is answered with 503.
///
/// Stands first among [pounce.api.Phase#PROTECTION]: what observes sees the refused and the time
/// they waited, and health checks need no slot.
public final class ConcurrencyLimit implements Middleware {
    private static final Logger LOG = LoggerFactory.getLogger(ConcurrencyLimit.class);

    private final RequestSlots slots;
    private final Duration patience;
    private final ErrorResponses errors;

    /// A limit.
    ///
    /// @param slots for the requests that run
    /// @param patience how long one may wait
    /// @param errors what clients are told
    public ConcurrencyLimit(RequestSlots slots, Duration patience, ErrorResponses errors) {
        this.slots = slots;
        this.patience = patience;
        this.errors = errors;
    }

    @Override
    public App apply(App next) {
        return (scope, receive, send) -> {
            if (scope instanceof HttpScope request) {
                admit(request, receive, send, next);
            } else {
                next.handle(scope, receive, send);
            }
        };
    }

    private void admit(HttpScope request, Receive receive, Send send, App next) throws Exception {
        if (!slots.takeFree() && !takeInTurn(request)) {
            LOG.atDebug().addKeyValue("id", request.requestId()).log("No slot for a request");
            errors.to(RequestFailure.of(request, ErrorCode.POUNCE_LIMIT_CONCURRENT_REQUESTS))
                    .sendTo(send);
            return;
        }
        try {
            next.handle(request, receive, send);
        } finally {
            slots.giveBack();
        }
    }

    private boolean takeInTurn(HttpScope request) {
        long start = System.nanoTime();
        boolean admitted = slots.takeInTurn(patience, () -> isGone(request));
        if (request instanceof RequestScope own) {
            own.queued(System.nanoTime() - start, admitted);
        }
        return admitted;
    }

    /// A client that has gone leaves the queue. One that has only finished talking looks the same,
    /// and is answered.
    private static boolean isGone(HttpScope request) {
        if (request instanceof RequestScope own) {
            own.wakeWhenGone();
        }
        return request.isDisconnected();
    }
}
