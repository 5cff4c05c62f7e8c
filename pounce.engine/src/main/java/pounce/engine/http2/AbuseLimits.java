package pounce.engine.http2;

/// What an [AbuseBudget] allows: each but the continuations within [AbuseBudget#PERIOD].
///
/// @param resets of streams, by the client or for its mistakes
/// @param continuations CONTINUATION frames of one field block
/// @param emptyFrames DATA, HEADERS, CONTINUATION and unknown frames that bring nothing
/// @param pings PING frames, answers too
/// @param settings SETTINGS frames, acknowledgements too
/// @param vainSettings SETTINGS frames that change nothing
/// @param priorities PRIORITY and PRIORITY_UPDATE frames
/// @param windowUpdates WINDOW_UPDATE frames beyond those that our DATA frames may bring
public record AbuseLimits(
        int resets,
        int continuations,
        int emptyFrames,
        int pings,
        int settings,
        int vainSettings,
        int priorities,
        int windowUpdates) {}
