package pounce.tests.grammar;

/// A request target as it is understood.
///
/// @param rawPath as received; `*` for the server
/// @param path decoded, without dot segments
/// @param query as received, without the question mark
/// @param authority of an absolute form; else empty
public record Target(String rawPath, String path, String query, String authority) {}
