package pounce.tests.grammar;

/// How large parts of a request may be.
///
/// @param requestLine octets, without its CRLF
/// @param fieldSection octets of all field lines
/// @param fieldLines how many of them
public record Limits(int requestLine, int fieldSection, int fieldLines) {}
