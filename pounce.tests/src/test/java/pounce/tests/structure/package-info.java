/// The rules of the house.
@NullMarked
package pounce.tests.structure;

import org.jspecify.annotations.NullMarked;
