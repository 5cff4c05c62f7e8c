package pounce.api;

/// Names an attribute of a request and says its type. Keys are compared by identity: keep one in a
/// constant.
///
/// @param <T> the attribute's type
public final class Key<T> {
    private final String name;

    private Key(String name) {
        this.name = name;
    }

    /// @param name for logs only
    public static <T> Key<T> of(String name) {
        return new Key<>(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
