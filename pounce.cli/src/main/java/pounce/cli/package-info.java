/// The `pounce` command.
@NullMarked
package pounce.cli;

import org.jspecify.annotations.NullMarked;
