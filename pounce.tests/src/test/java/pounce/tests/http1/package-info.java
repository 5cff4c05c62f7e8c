/// HTTP/1.1 as RFC 9110 and RFC 9112 have it: what is let in, what is refused and why, and the laws
/// that hold for any octets in any pieces.
@NullMarked
package pounce.tests.http1;

import org.jspecify.annotations.NullMarked;
