/// Lifecycle events in the general log.
@NullMarked
package pounce.lifecycle.log;

import org.jspecify.annotations.NullMarked;
