package pounce.api;

/// Names an attribute of a request and says its type. Compared by identity: keep one in a constant.
///
/// @param <T> the attribute's type
@SuppressWarnings("UnusedTypeParameter") // ties the key to the type of what RequestHead.get returns
public final class Key<T> {
    private final String name;

    private Key(String name) {
        this.name = name;
    }

    /// Returns a new key, different from all others.
    ///
    /// @param <T> the attribute's type
    /// @param name for logs only
    /// @return a key
    public static <T> Key<T> of(String name) {
        return new Key<>(name);
    }

    /// {@return the name}
    @Override
    public String toString() {
        return name;
    }
}
