/// Tests of exchanges: their slots, without sockets.
@NullMarked
package pounce.tests.exchange;

import org.jspecify.annotations.NullMarked;
