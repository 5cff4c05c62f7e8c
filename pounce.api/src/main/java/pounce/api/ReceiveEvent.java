package pounce.api;

/// What an application is told. Cases may be added in minor versions, but none reaches an
/// application that was compiled against an API without it; an exhaustive `switch` therefore stays
/// safe.
public sealed interface ReceiveEvent permits HttpDisconnect, LifespanShutdown, RequestBody {}
