/// Tests of `pounce.staticfiles`, by the answers of a server.
@NullMarked
package pounce.tests.staticfiles;

import org.jspecify.annotations.NullMarked;
