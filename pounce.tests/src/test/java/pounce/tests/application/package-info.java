/// Tests of how applications are found and loaded.
@NullMarked
package pounce.tests.application;

import org.jspecify.annotations.NullMarked;
