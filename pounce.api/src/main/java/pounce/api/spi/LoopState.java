package pounce.api.spi;

import java.time.Duration;

/// What one event loop is doing. Components may be added at the end.
///
/// @param worker its number, from 0
/// @param connections that it serves now
/// @param busy how long it has not been waiting for something to do, since somebody asked for the
///   first time
/// @param takeOvers how often another thread took it over because a task held it for longer than
///   `timeouts.held-loop`
public record LoopState(int worker, int connections, Duration busy, long takeOvers) {}
