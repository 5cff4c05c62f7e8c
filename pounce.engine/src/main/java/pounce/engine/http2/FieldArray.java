package pounce.engine.http2;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pounce.engine.message.ReceivedFields;

/// Fields as they were decoded; most of them come from tables, so that keeping them costs nothing
/// but their places.
final class FieldArray extends ReceivedFields {
    private final RequestField[] fields;

    FieldArray(RequestField... fields) {
        this.fields = fields;
    }

    @Override
    public Optional<String> first(String name) {
        var field = find(name);
        return field == null ? Optional.empty() : Optional.of(field.value());
    }

    private @Nullable RequestField find(String name) {
        for (var field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return field;
            }
        }
        return null;
    }

    @Override
    public List<String> all(String name) {
        if (!contains(name)) {
            return List.of();
        }
        var values = new ArrayList<String>(1);
        for (var field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                values.add(field.value());
            }
        }
        return List.copyOf(values);
    }

    @Override
    public boolean contains(String name) {
        return find(name) != null;
    }

    @Override
    public int size() {
        return fields.length;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super String> action) {
        for (var field : fields) {
            action.accept(field.name(), field.value());
        }
    }

    @Override
    protected boolean anyName(Predicate<? super String> names) {
        for (var field : fields) {
            if (names.test(field.name())) {
                return true;
            }
        }
        return false;
    }
}
