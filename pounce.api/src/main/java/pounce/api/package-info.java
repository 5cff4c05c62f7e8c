/// The application contract. Read in this order: [Handler], [Request], [Response]; then [Pounce],
/// [ServerConfig]; then, for those who want every event, [App], [Scope], [ReceiveEvent],
/// [SendEvent].
///
/// **Convention.** On an immutable value a method without an argument reads (`response.status()`);
/// the same name with an argument returns a changed copy (`response.status(201)`).
///
/// **Threads.** Every application call has a virtual thread of its own, and whatever waits for the
/// client blocks that thread.
@NullMarked
package pounce.api;

import org.jspecify.annotations.NullMarked;
