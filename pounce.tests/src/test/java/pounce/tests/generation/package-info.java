/// Tests of `generation`.
@NullMarked
package pounce.tests.generation;

import org.jspecify.annotations.NullMarked;
