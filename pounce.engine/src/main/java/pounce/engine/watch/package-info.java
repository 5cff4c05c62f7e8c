/// What happens to connections and requests, told to those who watch
/// ([pounce.api.LifecycleCollector]), whatever the protocol.
///
/// A driver names the moments that only it knows, on a [pounce.engine.watch.ConnectionWatch]; the
/// rest is seen by a stream that stands between the exchange and the protocol's own. Where nobody
/// watches, both are absent: the driver talks to [pounce.engine.watch.Silence], and the exchange to
/// the protocol's stream itself.
@NullMarked
package pounce.engine.watch;

import org.jspecify.annotations.NullMarked;
