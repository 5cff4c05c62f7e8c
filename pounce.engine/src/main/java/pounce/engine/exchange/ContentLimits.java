package pounce.engine.exchange;

/// How much content a request may have, in octets.
///
/// @param usual unless the application says otherwise
/// @param most that it may allow; a request that declares more is refused before it runs
public record ContentLimits(long usual, long most) {}
