/// Holds the documents to what the code says.
@NullMarked
package pounce.tests.docs;

import org.jspecify.annotations.NullMarked;
