/// Spans, from the request to the collector.
@NullMarked
package pounce.tests.tracing;

import org.jspecify.annotations.NullMarked;
