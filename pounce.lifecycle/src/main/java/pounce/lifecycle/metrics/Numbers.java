package pounce.lifecycle.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Numbers that grow. One thread at a time adds; anybody reads, and may miss what is added
/// meanwhile.
///
/// Whoever adds has taken what the numbers belong to, so an addition takes no locked instruction of
/// the processor: with several on every request, they were most of what metrics cost.
final class Numbers {
    private static final VarHandle ELEMENTS = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] values;

    Numbers(int count) {
        values = new long[count];
    }

    void add(int index, long amount) {
        ELEMENTS.setOpaque(values, index, values[index] + amount);
    }

    long get(int index) {
        return (long) ELEMENTS.getOpaque(values, index);
    }
}
