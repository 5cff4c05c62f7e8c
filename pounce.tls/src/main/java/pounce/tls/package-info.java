/// Key material from files: PEM and PKCS#12, certificates chosen by the name of the host, and the
/// certificates that may sign those of clients.
@NullMarked
package pounce.tls;

import org.jspecify.annotations.NullMarked;
