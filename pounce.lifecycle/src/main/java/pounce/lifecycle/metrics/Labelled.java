package pounce.lifecycle.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Numbers by a label with few values: none that clients can make up.
final class Labelled {
    private final Map<String, LongAdder> numbers = new ConcurrentHashMap<>();

    void increment(String label) {
        numbers.computeIfAbsent(label, _ -> new LongAdder()).increment();
    }

    /// {@return the numbers so far, in the order of the labels}
    Map<String, Long> read() {
        var all = new TreeMap<String, Long>();
        numbers.forEach((label, number) -> all.put(label, number.sum()));
        return all;
    }
}
