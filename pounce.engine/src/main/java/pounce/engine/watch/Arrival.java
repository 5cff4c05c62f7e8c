package pounce.engine.watch;

/// A connection that is here, and has not said yet which protocol it speaks. Neither method blocks.
public interface Arrival {

    /// It begins, as of its arrival.
    ///
    /// @param protocol by its short name
    /// @return what is to be told about it
    ConnectionWatch opened(String protocol);

    /// It begins, but will not be served: over the limit, or not what a listener is for. Only what
    /// it asks for, or is refused for, is worth a note.
    ///
    /// @param protocol by its short name
    /// @return what is to be told about it
    ConnectionWatch turnedAway(String protocol);
}
