/// HTTP/1.1 to the letter: what a server on a socket does, row by row with the section that says
/// so. What single classes do stands beside them, in `pounce.tests.http1` and others.
@org.jspecify.annotations.NullMarked
package pounce.tests.conformance;
