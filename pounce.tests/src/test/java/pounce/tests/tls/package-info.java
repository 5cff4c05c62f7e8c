/// Keys, certificates and handshakes.
@NullMarked
package pounce.tests.tls;

import org.jspecify.annotations.NullMarked;
