/// What single steps of a request cost, in time and in memory.
@NullMarked
package pounce.bench;

import org.jspecify.annotations.NullMarked;
