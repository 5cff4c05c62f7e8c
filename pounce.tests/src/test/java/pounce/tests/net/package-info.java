/// Tests of `net`.
@NullMarked
package pounce.tests.net;

import org.jspecify.annotations.NullMarked;
