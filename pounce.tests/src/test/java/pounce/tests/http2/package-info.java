/// Tests of HTTP/2 without I/O, and what speaks it in other tests.
@NullMarked
package pounce.tests.http2;

import org.jspecify.annotations.NullMarked;
