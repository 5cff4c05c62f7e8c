package pounce.api;

/// Where an application hands events to.
@FunctionalInterface
public interface Send {

    /// Blocks until the server has taken the event: to be slow is the server's way of saying that
    /// the client is slow.
    ///
    /// On return the event's buffers belong to the caller again. Any thread may send; an event is
    /// never torn, and events keep the order in which the calls began to be served. A slow client
    /// holds all its senders up: whoever sends to many gives each its own queue.
    ///
    /// @param event what is said
    /// @throws pounce.api.error.DisconnectException if the client is gone, the exchange is over, or
    ///   the calling thread is interrupted
    /// @throws pounce.api.error.RequestTimeoutException if the client takes nothing for
    ///   [Options#TIMEOUT_WRITE]
    /// @throws pounce.api.error.AppException if the event is not allowed in this state, for
    ///   instance a second [ResponseStart]
    void send(SendEvent event);
}
