package pounce.engine.watch;

import pounce.api.error.ErrorCode;
import pounce.api.event.ConnectionCompleted;
import pounce.api.event.RequestId;
import pounce.engine.exchange.ExchangeStream;
import pounce.engine.exchange.RequestControl;

/// Takes note of what happens on one connection. Any thread; never blocks.
public interface ConnectionWatch {

    /// A request head is here. The request begins when its exchange says what it is about, see
    /// [ExchangeStream#known].
    ///
    /// @param control the request
    /// @param id the request's own
    /// @param stream of the protocol
    /// @return the stream that the exchange must use, so that what becomes of the request is seen
    ExchangeStream started(RequestControl control, RequestId id, ExchangeStream stream);

    /// Octets that are no request were answered, or the connection is closed for them.
    ///
    /// @param code what is wrong with them
    /// @param sent the answer, in octets; 0 if there is none
    void refused(ErrorCode code, long sent);

    /// The connection did not come under TLS, and is closed for it.
    ///
    /// @param code why
    /// @param reason the same for people, in printable ASCII
    /// @param startNs when the connection began, on the clock of [System#nanoTime()]
    void handshakeFailed(ErrorCode code, String reason, long startNs);

    /// The connection is closed; requests that are not over are cut off by that.
    ///
    /// @param why as far as its closer knows
    /// @param sent all that the peer was sent, in octets
    void closed(ConnectionCompleted.Reason why, long sent);
}
