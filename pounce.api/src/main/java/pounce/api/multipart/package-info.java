/// `multipart/form-data` (RFC 7578) without I/O: octets in, parts out.
@NullMarked
package pounce.api.multipart;

import org.jspecify.annotations.NullMarked;
