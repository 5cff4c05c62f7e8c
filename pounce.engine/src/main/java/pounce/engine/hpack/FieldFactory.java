package pounce.engine.hpack;

/// Makes a field of what was decoded. It is made once and may come again and again from a table, so
/// that what is found out about it here is found out once.
///
/// @param <F> the kind of field
@FunctionalInterface
public interface FieldFactory<F extends HpackField> {

    /// {@return the field}
    ///
    /// @param name Latin-1, any octets
    /// @param value Latin-1, any octets
    F field(String name, String value);
}
