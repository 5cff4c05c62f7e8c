package pounce.api;

/// Where an application takes events from.
@FunctionalInterface
public interface Receive {

    /// Blocks until the next event.
    ///
    /// After the end of the content, a request has nothing more to say but [HttpDisconnect], which
    /// comes when the client goes away or the response is complete; every later call returns it
    /// again. One thread at a time may receive, while another sends.
    ///
    /// @return the event; what it holds is valid until the next call
    /// @throws pounce.api.error.LimitException if the content is larger than allowed: 413
    /// @throws pounce.api.error.RequestTimeoutException if the client makes no progress: 408
    /// @throws pounce.api.error.DisconnectException if the calling thread is interrupted; its
    ///   interrupt status stays set
    ReceiveEvent receive();
}
