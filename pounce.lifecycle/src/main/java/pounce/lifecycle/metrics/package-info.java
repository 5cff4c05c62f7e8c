/// Numbers about a server, for Prometheus and whoever reads its formats.
///
/// Events are counted by the threads that tell them, on numbers of their event loop
/// ([pounce.lifecycle.metrics.LoopNumbers]); all else is asked when somebody asks for the metrics.
@NullMarked
package pounce.lifecycle.metrics;

import org.jspecify.annotations.NullMarked;
