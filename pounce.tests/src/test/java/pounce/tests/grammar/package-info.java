/// HTTP/1.1 as its RFCs spell it, read by a second reader that shares nothing with the engine's:
/// plain, slow, whole texts at once. What the two disagree on is a fault of one of them.
@NullMarked
package pounce.tests.grammar;

import org.jspecify.annotations.NullMarked;
