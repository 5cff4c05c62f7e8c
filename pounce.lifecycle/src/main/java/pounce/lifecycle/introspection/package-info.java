/// Shows what a server is made of and what it is doing, to those who look after it.
@NullMarked
package pounce.lifecycle.introspection;

import org.jspecify.annotations.NullMarked;
