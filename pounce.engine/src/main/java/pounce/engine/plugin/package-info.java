/// Finding plug-ins, installing them, and keeping what they have added.
@NullMarked
package pounce.engine.plugin;

import org.jspecify.annotations.NullMarked;
