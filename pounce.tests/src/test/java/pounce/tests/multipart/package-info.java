/// Tests of `multipart/form-data`.
@NullMarked
package pounce.tests.multipart;

import org.jspecify.annotations.NullMarked;
