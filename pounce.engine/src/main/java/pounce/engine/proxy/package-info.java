/// The PROXY protocol (HAProxy's proxy-protocol.txt), versions 1 and 2, without I/O: what a proxy
/// says about its client before the client's own octets.
@NullMarked
package pounce.engine.proxy;

import org.jspecify.annotations.NullMarked;
