package pounce.api;

/// The application is ready for requests. An application that returns without it has nothing to
/// start or stop; one that throws before it stops the start of the server.
public record LifespanStarted() implements SendEvent {}
