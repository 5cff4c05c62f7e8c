/// What the test kit promises those who test with it.
@NullMarked
package pounce.tests.testkit;

import org.jspecify.annotations.NullMarked;
