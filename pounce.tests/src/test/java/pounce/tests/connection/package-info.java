/// Tests of `connection`.
@NullMarked
package pounce.tests.connection;

import org.jspecify.annotations.NullMarked;
