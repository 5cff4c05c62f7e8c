package pounce.tests.grammar;

/// A valid request, and what it means.
///
/// @param draft how it is sent
/// @param meaning by construction: neither reader was asked
public record Sample(Draft draft, Request meaning) {}
