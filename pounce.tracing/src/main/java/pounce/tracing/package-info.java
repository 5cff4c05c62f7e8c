/// Server spans of OpenTelemetry, without its SDK.
///
/// A middleware decides whether a request's trace is recorded, and says so in the request's
/// [pounce.api.TraceContext]; a collector of lifecycle events makes a span of each recorded request
/// that ends. The two share nothing but that. A thread of its own sends spans in batches, as OTLP
/// over HTTP, in JSON; no request waits for it.
@NullMarked
package pounce.tracing;

import org.jspecify.annotations.NullMarked;
