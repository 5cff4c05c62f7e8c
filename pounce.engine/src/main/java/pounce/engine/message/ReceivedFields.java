package pounce.engine.message;

import java.util.ArrayList;
import java.util.function.Predicate;
import pounce.api.Headers;

/// Fields as a protocol keeps what it has received: made to be read, so that whoever changes them
/// gets a copy of another kind.
public abstract class ReceivedFields implements Headers {

    /// For those who keep them.
    protected ReceivedFields() {}

    @Override
    public Headers with(String name, String value) {
        return copy().with(name, value);
    }

    @Override
    public Headers with(Headers others) {
        return copy().with(others);
    }

    @Override
    public Headers plus(String name, String value) {
        return copy().plus(name, value);
    }

    @Override
    public Headers without(String name) {
        return copy().without(name);
    }

    @Override
    public Headers without(Predicate<? super String> names) {
        return anyName(names) ? copy().without(names) : this;
    }

    /// {@return whether a line has such a name}; no value becomes text for it.
    ///
    /// @param names that are asked for, in lower case
    protected abstract boolean anyName(Predicate<? super String> names);

    private Headers copy() {
        var pairs = new ArrayList<String>(2 * size());
        forEach((name, value) -> {
            pairs.add(name);
            pairs.add(value);
        });
        return Headers.of(pairs.toArray(String[]::new));
    }

    /// Equal to fields of the same lines, whatever keeps them.
    @Override
    public final boolean equals(Object other) {
        return other instanceof Headers && copy().equals(other);
    }

    @Override
    public final int hashCode() {
        return copy().hashCode();
    }

    /// {@return the names, for values may be secret}
    @Override
    public final String toString() {
        return copy().toString();
    }
}
