/// Tests of what clients are shown of requests that fail.
@NullMarked
package pounce.tests.middleware.errors;

import org.jspecify.annotations.NullMarked;
