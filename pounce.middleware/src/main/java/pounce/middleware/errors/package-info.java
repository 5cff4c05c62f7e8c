/// What clients are shown of requests that fail.
@NullMarked
package pounce.middleware.errors;

import org.jspecify.annotations.NullMarked;
