/// Values of a request that every protocol shares (RFC 9110): pure, without I/O, threads, locks,
/// clocks or loggers.
@NullMarked
package pounce.engine.message;

import org.jspecify.annotations.NullMarked;
