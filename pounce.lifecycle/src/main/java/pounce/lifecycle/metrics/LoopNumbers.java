package pounce.lifecycle.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// What is counted on every request, for one event loop: its threads seldom meet others here.
@SuppressWarnings("EnumOrdinal") // an array is quicker than a map, and nobody stores it
final class LoopNumbers {
    /// 100 to 599.
    private static final int STATUSES = 500;

    private static final int FIRST_STATUS = 100;

    private final AtomicLongArray counts = new AtomicLongArray(Count.values().length);
    private final AtomicReferenceArray<AtomicLongArray> responses =
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

    void add(Count which, long amount) {
        counts.getAndAdd(which.ordinal(), amount);
    }

    void increment(Count which) {
        counts.getAndIncrement(which.ordinal());
    }

    long get(Count which) {
        return counts.get(which.ordinal());
    }

    void response(String method, int status) {
        int index = Methods.indexOf(method);
        var byStatus = responses.get(index);
        if (byStatus == null) {
            responses.compareAndSet(index, null, new AtomicLongArray(STATUSES));
            byStatus = responses.get(index);
        }
        byStatus.getAndIncrement(status - FIRST_STATUS);
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
