/// Tests of `proxy`.
@NullMarked
package pounce.tests.proxy;

import org.jspecify.annotations.NullMarked;
