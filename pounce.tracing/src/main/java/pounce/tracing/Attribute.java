package pounce.tracing;

/// Something that is said of a span or of who sends it.
sealed interface Attribute {

    /// {@return by the name that OpenTelemetry's conventions give it}
    String key();

    /// Text.
    record Text(String key, String value) implements Attribute {}

    /// A whole number.
    record Whole(String key, long value) implements Attribute {}
}
