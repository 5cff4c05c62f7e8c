/// One of everything.
@NullMarked
package pounce.examples.showcase;

import org.jspecify.annotations.NullMarked;
