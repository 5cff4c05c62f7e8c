/// Sockets and the threads that serve them: event loops, listeners, the blocking transport,
/// deadlines, buffers.
///
/// Knows no protocol: what runs on a connection is handed in as a
/// [pounce.engine.net.ConnectionFactory].
@NullMarked
package pounce.engine.net;

import org.jspecify.annotations.NullMarked;
