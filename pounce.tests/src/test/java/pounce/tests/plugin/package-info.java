/// What plug-ins can add to a server, and when they are called.
@NullMarked
package pounce.tests.plugin;

import org.jspecify.annotations.NullMarked;
