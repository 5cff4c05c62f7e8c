/// The server: joins configuration, application, loops and protocols.
@NullMarked
package pounce.engine;

import org.jspecify.annotations.NullMarked;
