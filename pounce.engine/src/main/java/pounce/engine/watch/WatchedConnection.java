package pounce.engine.watch;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pounce.api.error.ErrorCode;
import pounce.api.event.ConnectionCompleted;
import pounce.api.event.ConnectionOpened;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.RequestRefused;
import pounce.api.event.RequestStarted;
import pounce.engine.exchange.ExchangeStream;
import pounce.engine.exchange.RequestControl;
import pounce.engine.exchange.RequestId;
import pounce.engine.message.RequestTarget;

/// A connection that somebody watches. Whatever is noticed goes through its mailbox, so that its
/// events have one order, and each thing happens once.
final class WatchedConnection implements ConnectionWatch {
    private final Watchers watchers;
    private final ConnectionOpened opened;
    private final Mailbox mailbox = new Mailbox();

    // In the mailbox only.
    private final Set<WatchedStream> streams = new LinkedHashSet<>();
    private boolean announced;
    private int served;
    private ConnectionCompleted.@Nullable Reason cause;

    WatchedConnection(Watchers watchers, ConnectionOpened opened) {
        this.watchers = watchers;
        this.opened = opened;
    }

    void opened() {
        mailbox.execute(() -> {
            announced = true;
            tell(opened);
        });
    }

    @Override
    public ExchangeStream started(RequestControl control, RequestId id, ExchangeStream stream) {
        var request =
                new RequestStarted(
                        opened.connectionId(),
                        opened.workerId(),
                        control.method(),
                        pathAndQuery(control.target()),
                        control.version(),
                        System.nanoTime(),
                        id.toString(),
                        opened,
                        Instant.now());
        var watched = new WatchedStream(stream, request, this);
        mailbox.execute(() -> {
            streams.add(watched);
            tell(request);
        });
        return watched;
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
                                opened,
                                Instant.now())));
    }

    @Override
    public void closed(ConnectionCompleted.Reason why, long sent) {
        mailbox.execute(() -> {
            List.copyOf(streams).forEach(stream -> stream.cutOff(why));
            if (announced) {
                tell(completed(cause != null ? cause : why, sent));
            }
        });
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
                now,
                Instant.now());
    }

    // ---------------------------------------------------------------- the streams' side

    /// Lets something be done in its turn.
    void execute(Runnable notice) {
        mailbox.execute(notice);
    }

    /// Tells everybody; in the mailbox.
    void tell(LifecycleEvent event) {
        watchers.tell(event);
    }

    /// {@return whether a stream is not over; in the mailbox}
    boolean has(WatchedStream stream) {
        return streams.contains(stream);
    }

    /// Forgets a stream, for it is over; in the mailbox.
    ///
    /// @param why the connection must close behind it; null if it may live on
    /// @return false if it was over before
    boolean end(WatchedStream stream, ConnectionCompleted.@Nullable Reason why) {
        if (!streams.remove(stream)) {
            return false;
        }
        cause = why;
        return true;
    }

    /// Counts a response; in the mailbox.
    void served() {
        served++;
    }

    boolean isDraining() {
        return watchers.isDraining();
    }
}
