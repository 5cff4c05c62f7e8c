/// Content codings (RFC 9110, section 8.4): the choice of one, and those that the JDK has.
@NullMarked
package pounce.middleware.compression;

import org.jspecify.annotations.NullMarked;
