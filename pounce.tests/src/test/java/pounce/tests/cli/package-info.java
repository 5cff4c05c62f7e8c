/// Tests of the command.
@NullMarked
package pounce.tests.cli;

import org.jspecify.annotations.NullMarked;
