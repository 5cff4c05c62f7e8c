/// The drivers: read, ask a pure object, write. The only place that joins a protocol, a transport
/// and an exchange.
@NullMarked
package pounce.engine.connection;

import org.jspecify.annotations.NullMarked;
