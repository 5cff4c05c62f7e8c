package pounce.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import pounce.api.LifecycleCollector;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.RequestFailed;

/// Keeps what happened, for a test to look at.
final class SeenEvents implements LifecycleCollector {
    private static final int LIMIT = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final ArrayDeque<LifecycleEvent> events = new ArrayDeque<>();

    @Override
    public void record(LifecycleEvent event) {
        lock.lock();
        try {
            if (events.size() == LIMIT) {
                events.removeFirst();
            }
            events.add(event);
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<LifecycleEvent> events() {
        lock.lock();
        try {
            return List.copyOf(events);
        } finally {
            lock.unlock();
        }
    }

    List<Throwable> failures() {
        return of(RequestFailed.class).map(RequestFailed::failure).toList();
    }

    private <E extends LifecycleEvent> Stream<E> of(Class<E> type) {
        return events().stream().filter(type::isInstance).map(type::cast);
    }

    <E extends LifecycleEvent> E await(Class<E> type, Duration limit) throws InterruptedException {
        long nanos = limit.toNanos();
        lock.lock();
        try {
            var found = first(type);
            while (found.isEmpty()) {
                if (nanos <= 0) {
                    throw new AssertionError(
                            "no %s within %d s; there were %s"
                                    .formatted(type.getSimpleName(), limit.toSeconds(), events));
                }
                nanos = more.awaitNanos(nanos);
                found = first(type);
            }
            return found.get();
        } finally {
            lock.unlock();
        }
    }

    private <E extends LifecycleEvent> Optional<E> first(Class<E> type) {
        return of(type).findFirst();
    }
}
