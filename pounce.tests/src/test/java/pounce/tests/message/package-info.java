/// Targets and authorities as RFC 3986 and RFC 9110 have them.
@NullMarked
package pounce.tests.message;

import org.jspecify.annotations.NullMarked;
