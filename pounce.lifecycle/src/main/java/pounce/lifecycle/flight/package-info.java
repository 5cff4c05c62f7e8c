/// Lifecycle events as events of JDK Flight Recorder, one type each.
///
/// Their fields are a contract: none is renamed in a major version.
@NullMarked
package pounce.lifecycle.flight;

import org.jspecify.annotations.NullMarked;
