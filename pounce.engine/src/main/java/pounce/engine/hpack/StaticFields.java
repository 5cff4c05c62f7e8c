package pounce.engine.hpack;

import java.util.ArrayList;
import java.util.List;

/// The static table in somebody's own kind of field, and how more of that kind are made. Immutable:
/// one serves all connections.
///
/// @param <F> the kind of field
public final class StaticFields<F extends HpackField> {
    private final FieldFactory<F> factory;
    private final List<F> fields;

    /// Makes the 61 fields.
    ///
    /// @param factory makes those of connections, too
    public StaticFields(FieldFactory<F> factory) {
        this.factory = factory;
        var made = new ArrayList<F>();
        for (int index = 1; index <= StaticTable.SIZE; index++) {
            made.add(factory.field(StaticTable.name(index), StaticTable.value(index)));
        }
        this.fields = List.copyOf(made);
    }

    F field(String name, String value) {
        return factory.field(name, value);
    }

    F get(int index) {
        return fields.get(index - 1);
    }
}
