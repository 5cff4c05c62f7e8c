/// How TLS begins (RFC 8446), without I/O: as much of it as a server must understand itself before
/// it makes an engine for the rest.
@NullMarked
package pounce.engine.tls;

import org.jspecify.annotations.NullMarked;
