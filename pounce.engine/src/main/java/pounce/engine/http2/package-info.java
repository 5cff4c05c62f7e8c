/// HTTP/2 (RFC 9113) and its priorities (RFC 9218), without I/O: frames both ways, what a stream
/// and a window may do, which fields make a request, what a peer may cost.
@NullMarked
package pounce.engine.http2;

import org.jspecify.annotations.NullMarked;
