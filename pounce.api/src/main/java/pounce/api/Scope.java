package pounce.api;

/// What one call of an [App] is about: a request, or the application's own life.
///
/// WebSockets will be the third and last kind before 1.0; from then on a `switch` over the kinds
/// needs no `default`.
public sealed interface Scope permits HttpScope, LifespanScope {}
