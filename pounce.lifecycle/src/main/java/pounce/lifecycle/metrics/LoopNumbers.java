package pounce.lifecycle.metrics;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// What is counted on every request. An event loop has a few of these, so that its threads seldom
/// meet others: whoever has taken one adds to it, and does not wait meanwhile.
@SuppressWarnings("EnumOrdinal") // an array is quicker than a map, and nobody stores it
final class LoopNumbers {
    /// 100 to 599.
    private static final int STATUSES = 500;

    private static final int FIRST_STATUS = 100;

    private final AtomicBoolean taken = new AtomicBoolean();
    private final Numbers counts = new Numbers(Count.values().length);

    /// By method, and status.
    private final AtomicReferenceArray<Numbers> responses =
            new AtomicReferenceArray<>(Methods.COUNT);

    final Histogram durations = new Histogram(Buckets.REQUESTS);
    final Histogram streams = new Histogram(Buckets.STREAMS);
    final Histogram waits = new Histogram(Buckets.REQUESTS);

    /// What there is one number of.
    enum Count {
        CONNECTIONS_OPENED,
        CONNECTIONS_CLOSED,
        STARTED_1_0,
        STARTED_1_1,
        STARTED_2,
        STARTED_OTHER,
        STREAMS_OPENED,
        STREAMS_CLOSED,
        BYTES_SENT,
        ABORTED,
        CLIENTS_GONE,
        TURNED_AWAY
    }

    /// {@return whether the caller has it now, and must give it back}
    boolean take() {
        return !taken.get() && taken.compareAndSet(false, true);
    }

    void giveBack() {
        taken.setRelease(false);
    }

    void add(Count which, long amount) {
        counts.add(which.ordinal(), amount);
    }

    void increment(Count which) {
        add(which, 1);
    }

    long get(Count which) {
        return counts.get(which.ordinal());
    }

    void response(String method, int status) {
        int index = Methods.indexOf(method);
        var byStatus = responses.get(index);
        if (byStatus == null) {
            byStatus = new Numbers(STATUSES);
            responses.set(index, byStatus);
        }
        byStatus.add(status - FIRST_STATUS, 1);
    }

    /// Adds the responses to those of other loops.
    ///
    /// @param sums by method and status
    void addResponsesTo(long[][] sums) {
        for (int method = 0; method < Methods.COUNT; method++) {
            var byStatus = responses.get(method);
            if (byStatus != null) {
                for (int i = 0; i < STATUSES; i++) {
                    sums[method][i] += byStatus.get(i);
                }
            }
        }
    }

    static long[][] noResponses() {
        return new long[Methods.COUNT][STATUSES];
    }

    static int status(int index) {
        return index + FIRST_STATUS;
    }
}
