/// What happened to connections and their requests, as immutable records for a
/// [pounce.api.LifecycleCollector].
@NullMarked
package pounce.api.event;

import org.jspecify.annotations.NullMarked;
