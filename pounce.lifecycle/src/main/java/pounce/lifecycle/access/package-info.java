/// The access log: a line per request, in JSON or for people.
///
/// Requests never wait for it. A thread that has a line writes its octets into a chunk of its event
/// loop ([pounce.lifecycle.access.Stripe]); another thread writes chunks out
/// ([pounce.lifecycle.access.LineWriter]).
@NullMarked
package pounce.lifecycle.access;

import org.jspecify.annotations.NullMarked;
