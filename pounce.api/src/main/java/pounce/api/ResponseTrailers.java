package pounce.api;

/// Trailer fields (RFC 9110, section 6.5) after the last content; they complete the response. The
/// [ResponseStart] names them in `Trailer`; where the protocol or the client cannot take them they
/// are dropped.
///
/// @param trailers fields that mean something after the content: no framing, no routing
public record ResponseTrailers(Headers trailers) implements SendEvent {}
