/// Each middleware alone, and through a server.
@NullMarked
package pounce.tests.middleware;

import org.jspecify.annotations.NullMarked;
