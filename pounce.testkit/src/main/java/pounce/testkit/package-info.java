/// Servers for tests: [pounce.testkit.TestServer], and JUnit's way to have one.
@NullMarked
package pounce.testkit;

import org.jspecify.annotations.NullMarked;
