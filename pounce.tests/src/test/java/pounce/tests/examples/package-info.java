/// Tests of the examples.
@NullMarked
package pounce.tests.examples;

import org.jspecify.annotations.NullMarked;
