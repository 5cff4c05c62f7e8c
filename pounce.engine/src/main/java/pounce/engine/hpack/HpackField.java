package pounce.engine.hpack;

/// A field as a table keeps it.
public interface HpackField {
    /// What an entry counts beside its octets (RFC 7541, section 4.1).
    int OVERHEAD = 32;

    /// {@return the name; Latin-1}
    String name();

    /// {@return the value; Latin-1}
    String value();

    /// {@return what it counts for, in octets (RFC 7541, section 4.1)}
    default int size() {
        return name().length() + value().length() + OVERHEAD;
    }
}
