package pounce.engine.http2;

import org.jspecify.annotations.Nullable;

/// How far a stream has come (RFC 9113, section 5.1), without what only pushing needs.
public enum StreamState {
    /// Nothing has been sent on it.
    IDLE,
    /// Both sides may send.
    OPEN,
    /// The client has sent all it wants to.
    HALF_CLOSED_REMOTE,
    /// The server has.
    HALF_CLOSED_LOCAL,
    /// It is over.
    CLOSED;

    /// What moves it.
    public enum Signal {
        /// A field block has come that begins a request.
        HEADERS_RECEIVED,
        /// The client's last frame has come.
        END_STREAM_RECEIVED,
        /// Our last frame is on its way.
        END_STREAM_SENT,
        /// Either side has ended it by force.
        RESET
    }

    /// {@return the state after `signal`, or null where it must not come}
    ///
    /// @param signal what happens
    public @Nullable StreamState after(Signal signal) {
        return switch (this) {
            case IDLE -> signal == Signal.HEADERS_RECEIVED ? OPEN : null;
            case OPEN ->
                    switch (signal) {
                        case END_STREAM_RECEIVED -> HALF_CLOSED_REMOTE;
                        case END_STREAM_SENT -> HALF_CLOSED_LOCAL;
                        case RESET -> CLOSED;
                        case HEADERS_RECEIVED -> null;
                    };
            case HALF_CLOSED_REMOTE ->
                    switch (signal) {
                        case END_STREAM_SENT, RESET -> CLOSED;
                        case HEADERS_RECEIVED, END_STREAM_RECEIVED -> null;
                    };
            case HALF_CLOSED_LOCAL ->
                    switch (signal) {
                        case END_STREAM_RECEIVED, RESET -> CLOSED;
                        case HEADERS_RECEIVED, END_STREAM_SENT -> null;
                    };
            case CLOSED -> null;
        };
    }

    /// {@return whether the client may send content or trailers}
    public boolean mayReceive() {
        return this == OPEN || this == HALF_CLOSED_LOCAL;
    }

    /// {@return whether the server may send}
    public boolean maySend() {
        return this == OPEN || this == HALF_CLOSED_REMOTE;
    }
}
