package pounce.tests.stress;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/// What the clients of one run have seen. Any thread.
final class Findings {
    private final LongAdder answers = new LongAdder();
    private final Latencies quick = new Latencies();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    void answered() {
        answers.increment();
    }

    void quickAnswerTook(long nanos) {
        quick.add(nanos);
    }

    void failed(String client, String how) {
        failures.add(client + ": " + how);
    }

    /// {@return how many answers were right}
    long answers() {
        return answers.sum();
    }

    /// {@return what went wrong; none is expected}
    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public String toString() {
        return answers() + " answers, " + failures.size() + " failures; quick ones took " + quick;
    }
}
