/// Field compression for HTTP/2 (RFC 7541), both ways, without I/O. Names and values are Latin-1
/// texts: one character is one octet.
@NullMarked
package pounce.engine.hpack;

import org.jspecify.annotations.NullMarked;
