package pounce.tests.grammar;

/// A field line as it is understood.
///
/// @param name in lower case
/// @param value without the white space around it
public record Field(String name, String value) {}
