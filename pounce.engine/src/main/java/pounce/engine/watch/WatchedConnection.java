package pounce.engine.watch;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pounce.api.error.ErrorCode;
import pounce.api.event.ConnectionCompleted;
import pounce.api.event.ConnectionOpened;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.RequestId;
import pounce.api.event.RequestRefused;
import pounce.api.event.RequestStarted;
import pounce.api.event.TlsHandshakeCompleted;
import pounce.api.event.TlsHandshakeFailed;
import pounce.engine.exchange.ExchangeStream;
import pounce.engine.exchange.RequestControl;
import pounce.engine.message.RequestTarget;
import pounce.engine.net.TlsHandshake;

/// A connection that somebody watches. Whatever is noticed goes through its mailbox, so that its
/// events have one order, and each thing happens once.
final class WatchedConnection implements ConnectionWatch {
    private static final String MULTIPLEXED = "h2";

    private final Watchers watchers;
    private final Wanted wanted;
    private final ConnectionOpened opened;
    private final Mailbox mailbox = new Mailbox();

    /// Whether the connection lives on whatever becomes of one of its streams.
    private final boolean isMultiplexed;

    // In the mailbox only.
    private @Nullable WatchedStream newest;
    private boolean announced;
    private boolean over;
    private int served;
    private ConnectionCompleted.@Nullable Reason cause;

    WatchedConnection(Watchers watchers, Wanted wanted, ConnectionOpened opened) {
        this.watchers = watchers;
        this.wanted = wanted;
        this.opened = opened;
        this.isMultiplexed = opened.protocol().equals(MULTIPLEXED);
    }

    /// Tells that it has begun, and how it came under TLS.
    void opened(Optional<TlsHandshake> handshake) {
        mailbox.execute(() -> {
            announced = true;
            tell(opened);
            handshake.ifPresent(each -> tell(completed(each)));
        });
    }

    private TlsHandshakeCompleted completed(TlsHandshake handshake) {
        long now = System.nanoTime();
        var session = handshake.session();
        return new TlsHandshakeCompleted(
                opened.connectionId(),
                opened.workerId(),
                session.protocol(),
                session.cipherSuite(),
                session.serverName(),
                handshake.applicationProtocol(),
                handshake.resumed(),
                Milliseconds.between(handshake.startNs(), now),
                now,
                opened);
    }

    @Override
    public ExchangeStream started(RequestControl control, RequestId id, ExchangeStream stream) {
        return new WatchedStream(stream, control, id, this);
    }

    /// {@return a request of this connection, as events know it}
    RequestStarted event(RequestControl control, RequestId id, long startNs) {
        return new RequestStarted(
                opened.connectionId(),
                opened.workerId(),
                control.method(),
                pathAndQuery(control.target()),
                control.version(),
                startNs,
                id,
                opened);
    }

    private static String pathAndQuery(RequestTarget target) {
        return target.rawQuery().isEmpty()
                ? target.rawPath()
                : target.rawPath() + '?' + target.rawQuery();
    }

    @Override
    public void refused(ErrorCode code, long sent) {
        mailbox.execute(() ->
                tell(
                        new RequestRefused(
                                opened.connectionId(),
                                opened.workerId(),
                                sent == 0 ? 0 : code.status(),
                                sent,
                                System.nanoTime(),
                                code,
                                opened)));
    }

    @Override
    public void handshakeFailed(ErrorCode code, String reason, long startNs) {
        mailbox.execute(() -> {
            long now = System.nanoTime();
            tell(
                    new TlsHandshakeFailed(
                            opened.connectionId(),
                            opened.workerId(),
                            code,
                            reason,
                            Milliseconds.between(startNs, now),
                            now,
                            opened));
        });
    }

    @Override
    public void closed(ConnectionCompleted.Reason why, long sent) {
        mailbox.execute(() -> {
            for (var each = oldest(); each != null; ) {
                var next = each.next();
                each.cutOff(why);
                each = next;
            }
            if (announced && wanted.connectionEnds()) {
                tell(completed(cause != null ? cause : why, sent));
            }
            over = true;
        });
    }

    private @Nullable WatchedStream oldest() {
        var found = newest;
        for (var each = found; each != null; each = each.previous()) {
            found = each;
        }
        return found;
    }

    private ConnectionCompleted completed(ConnectionCompleted.Reason reason, long sent) {
        long now = System.nanoTime();
        return new ConnectionCompleted(
                opened.connectionId(),
                opened.workerId(),
                served,
                sent,
                Milliseconds.between(opened.timestampNs(), now),
                reason,
                now);
    }

    // ---------------------------------------------------------------- the streams' side

    Wanted wanted() {
        return wanted;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    /// Tells everybody; in the mailbox. One thread may find more in what it has read while another
    /// closes the connection: nobody hears of that.
    void tell(LifecycleEvent event) {
        if (!over) {
            watchers.tell(event);
        }
    }

    /// A request begins; in the mailbox.
    void begin(WatchedStream stream) {
        stream.follow(newest);
        newest = stream;
        if (wanted.requestStarts()) {
            tell(stream.request());
        }
    }

    /// Forgets a stream, for it is over; in the mailbox.
    ///
    /// @param why the connection must close behind it; null if it may live on
    void end(WatchedStream stream, ConnectionCompleted.@Nullable Reason why) {
        if (stream.next() == null) {
            newest = stream.previous();
        }
        stream.unlink();
        cause = isMultiplexed ? null : why;
    }

    /// Counts a response; in the mailbox.
    void served() {
        served++;
    }

    boolean isDraining() {
        return watchers.isDraining();
    }
}
