/// Events and collectors as plug-ins see them.
@NullMarked
package pounce.tests.event;

import org.jspecify.annotations.NullMarked;
