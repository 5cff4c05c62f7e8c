/// Tests of `server`.
@NullMarked
package pounce.tests.server;

import org.jspecify.annotations.NullMarked;
