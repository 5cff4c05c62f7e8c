package pounce.engine.exchange;

import pounce.api.FormLimits;

/// How much content a request may have.
///
/// @param usual unless the application says otherwise, in octets
/// @param most that it may allow, in octets; a request that declares more is refused before it runs
/// @param forms what is taken of a form
public record ContentLimits(long usual, long most, FormLimits forms) {}
