/// Says whether a server lives, and whether it should be sent requests.
@NullMarked
package pounce.lifecycle.health;

import org.jspecify.annotations.NullMarked;
