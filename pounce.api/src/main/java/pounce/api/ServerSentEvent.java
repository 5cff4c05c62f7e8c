package pounce.api;

import java.time.Duration;

/// One event of a `text/event-stream` (WHATWG HTML, section 9.2). Line breaks in data become
/// several `data` lines; in id or event they are refused.
public final class ServerSentEvent {
    private final String head;
    private final String data;

    private ServerSentEvent(String head, String data) {
        this.head = head;
        this.data = data;
    }

    /// Returns a message.
    public static ServerSentEvent of(String data) {
        return new ServerSentEvent("", data);
    }

    /// Returns a copy of this type; listeners are registered under it.
    public ServerSentEvent event(String type) {
        return field("event", type);
    }

    /// Returns a copy with this id, which a client that reconnects sends back as `Last-Event-ID`.
    public ServerSentEvent id(String id) {
        return field("id", id);
    }

    /// Returns a copy that tells the client how long to wait before it reconnects.
    public ServerSentEvent retry(Duration delay) {
        return field("retry", Long.toString(delay.toMillis()));
    }

    /// {@return the event as it goes on the wire}
    @Override
    public String toString() {
        var text = new StringBuilder(head);
        for (var line : data.split("\r\n|\r|\n", -1))
            text.append("data: ").append(line).append('\n');
        return text.append('\n').toString();
    }

    private ServerSentEvent field(String name, String value) {
        if (!isOneLine(value)) throw new IllegalArgumentException("line break in " + name);
        return new ServerSentEvent(head + name + ": " + value + '\n', data);
    }

    private static boolean isOneLine(String text) {
        return text.indexOf('\n') < 0 && text.indexOf('\r') < 0 && text.indexOf('\0') < 0;
    }
}
