/// Tests of content codings and their choice.
@NullMarked
package pounce.tests.middleware.compression;

import org.jspecify.annotations.NullMarked;
