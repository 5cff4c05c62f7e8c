package pounce.engine.net;

import java.time.Duration;
import pounce.api.WorkerMode;

/// What a server is told about threads.
///
/// @param mode where application calls run
/// @param loops how many event loops
/// @param heldLoop how long one task may hold its event loop
/// @param platformThreads for event loops, spare ones included; at least as many as loops
public record ThreadSettings(WorkerMode mode, int loops, Duration heldLoop, int platformThreads) {}
