/// Tests of field compression.
@NullMarked
package pounce.tests.hpack;

import org.jspecify.annotations.NullMarked;
