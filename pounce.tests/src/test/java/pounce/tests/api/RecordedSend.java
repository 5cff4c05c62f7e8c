package pounce.tests.api;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import pounce.api.ResponseBody;
import pounce.api.Send;
import pounce.api.SendEvent;

/// Remembers what was sent. Content is copied, as the contract lets buffers be reused at once.
public final class RecordedSend implements Send {
    private final List<SendEvent> instances = new ArrayList<>();
    private final List<SendEvent> events = new ArrayList<>();

    @Override
    public void send(SendEvent event) {
        instances.add(event);
        events.add(
                event instanceof ResponseBody(var data, var last)
                        ? new ResponseBody(ByteBuffer.wrap(octets(data)), last)
                        : event);
    }

    /// {@return the very events that were sent; their content may have changed since}
    public List<SendEvent> instances() {
        return instances;
    }

    /// {@return the events as they were}
    public List<SendEvent> events() {
        return events;
    }

    /// {@return all content}
    public byte[] content() {
        var content = new ByteArrayOutputStream();
        for (var event : events) {
            if (event instanceof ResponseBody(var data, _)) {
                content.writeBytes(octets(data));
            }
        }
        return content.toByteArray();
    }

    /// {@return all content, as UTF-8}
    public String text() {
        return new String(content(), StandardCharsets.UTF_8);
    }

    static ResponseBody piece(String text) {
        return ResponseBody.piece(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    static ResponseBody last(String text) {
        return ResponseBody.last(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] octets(ByteBuffer data) {
        var octets = new byte[data.remaining()];
        data.get(data.position(), octets);
        return octets;
    }
}
