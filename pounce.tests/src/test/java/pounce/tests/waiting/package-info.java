/// How tests wait for what happens beside them.
@NullMarked
package pounce.tests.waiting;

import org.jspecify.annotations.NullMarked;
