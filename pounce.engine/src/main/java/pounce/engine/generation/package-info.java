/// The application's own life: finding it, starting it, stopping it.
@NullMarked
package pounce.engine.generation;

import org.jspecify.annotations.NullMarked;
