/// Fuzzing: what runs the targets, and their seeds.
@NullMarked
package pounce.tests.fuzz;

import org.jspecify.annotations.NullMarked;
