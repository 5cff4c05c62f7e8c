/// HTTP/1.1 (RFC 9112) without I/O: decoders of heads and content, encoders of responses.
///
/// Decoders take what has arrived and say what it means, or that more is needed, or which rule it
/// breaks; they never throw at a peer's mistake, and never do work twice, however the octets
/// dribble in.
@NullMarked
package pounce.engine.http1;

import org.jspecify.annotations.NullMarked;
