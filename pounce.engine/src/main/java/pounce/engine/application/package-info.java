/// Finding the application that a name means, and loading it, again and again if need be.
@NullMarked
package pounce.engine.application;

import org.jspecify.annotations.NullMarked;
