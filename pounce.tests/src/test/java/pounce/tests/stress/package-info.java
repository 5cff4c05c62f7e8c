/// A checker for a server under load: is every answer the one to its request? As a test it takes
/// seconds; [pounce.tests.stress.Stress] runs it for as long as one likes.
@NullMarked
package pounce.tests.stress;

import org.jspecify.annotations.NullMarked;
