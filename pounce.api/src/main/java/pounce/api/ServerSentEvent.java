package pounce.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// One event of a `text/event-stream` (WHATWG HTML, section 9.2). Immutable.
///
/// Each line of the data is sent as a `data` line of its own; whichever of CR LF, CR and LF ends
/// it, the client sees LF. In type and id, which the format cannot break, line breaks are refused.
public final class ServerSentEvent {
    private final String type;
    private final String id;
    private final String retry;
    private final String data;

    /// What was not said is empty; otherwise it is the whole line.
    private ServerSentEvent(String type, String id, String retry, String data) {
        this.type = type;
        this.id = id;
        this.retry = retry;
        this.data = data;
    }

    /// Returns a message.
    ///
    /// @param data any text; may be empty
    /// @return an event
    public static ServerSentEvent of(String data) {
        return new ServerSentEvent("", "", "", data);
    }

    /// Returns a copy of this type; listeners are registered under it. The type of others is
    /// `message`.
    ///
    /// @param type one line
    /// @return an event
    /// @throws IllegalArgumentException on a line break or NUL
    public ServerSentEvent event(String type) {
        return new ServerSentEvent(line("event", type), id, retry, data);
    }

    /// Returns a copy with this id, which a client that reconnects sends back as `Last-Event-ID`.
    ///
    /// @param id one line; empty makes the client forget the last one
    /// @return an event
    /// @throws IllegalArgumentException on a line break or NUL
    public ServerSentEvent id(String id) {
        return new ServerSentEvent(type, line("id", id), retry, data);
    }

    /// Returns a copy that tells the client how long to wait before it reconnects.
    ///
    /// @param delay 0 or more, sent in milliseconds
    /// @return an event
    /// @throws IllegalArgumentException if it is negative
    public ServerSentEvent retry(Duration delay) {
        if (delay.isNegative()) throw new IllegalArgumentException("negative delay: " + delay);
        return new ServerSentEvent(type, id, line("retry", Long.toString(delay.toMillis())), data);
    }

    /// {@return the event as it goes on the wire, with the empty line that ends it}
    @Override
    public String toString() {
        var lines = data.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\ndata: ");
        return type + id + retry + "data: " + lines + "\n\n";
    }

    ByteBuffer encode() {
        return ByteBuffer.wrap(toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String line(String name, String value) {
        if (!isOneLine(value)) throw new IllegalArgumentException("line break or NUL in " + name);
        return name + ": " + value + '\n';
    }

    private static boolean isOneLine(String text) {
        return text.indexOf('\n') < 0 && text.indexOf('\r') < 0 && text.indexOf('\0') < 0;
    }
}
