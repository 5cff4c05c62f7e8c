/// The general log of the command: a provider of slf4j, for a process in which nobody has brought
/// another one.
@NullMarked
package pounce.cli.log;

import org.jspecify.annotations.NullMarked;
