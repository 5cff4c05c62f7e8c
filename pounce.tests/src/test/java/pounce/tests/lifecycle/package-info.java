/// Those who watch a server: what they say and count.
@NullMarked
package pounce.tests.lifecycle;

import org.jspecify.annotations.NullMarked;
