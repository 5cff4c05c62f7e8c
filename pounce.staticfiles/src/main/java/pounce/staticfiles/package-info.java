/// A request's way: [FileApp] asks [FileCache] for what it knows of a path, otherwise the [Mount]
/// whose prefix fits, which looks in its [FileTree] and prepares [Representation]s to be sent again
/// and again.
@NullMarked
package pounce.staticfiles;

import org.jspecify.annotations.NullMarked;
