/// One file, one provider each.
@NullMarked
package pounce.middleware;

import org.jspecify.annotations.NullMarked;
