package pounce.api;

/// One setting of a properties file.
///
/// @param name what stands before the separator
/// @param text what stands behind it
/// @param line the number of the line that it begins at, from 1
record Property(String name, String text, int line) {}
