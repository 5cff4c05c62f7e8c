/// The grammar of HTTP fields (RFC 9110) as pure values: no socket, clock, lock or logger, and no
/// other part of pounce.
///
/// **Errors.** What a peer may have sent is parsed without an exception: the result is an
/// `Optional`, or a list without the malformed members. What a program or its configuration says
/// wrongly is an [IllegalArgumentException].
///
/// **Characters** stand for octets, as in ISO 8859-1: whatever is above U+00FF is part of no field.
@NullMarked
package pounce.api.field;

import org.jspecify.annotations.NullMarked;
