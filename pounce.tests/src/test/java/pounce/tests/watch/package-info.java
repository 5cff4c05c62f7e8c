/// What watchers see, and that nothing is made where there are none.
@NullMarked
package pounce.tests.watch;

import org.jspecify.annotations.NullMarked;
