package pounce.tests.api;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import pounce.api.HttpDisconnect;
import pounce.api.Receive;
import pounce.api.ReceiveEvent;
import pounce.api.RequestBody;

/// What a client says, known beforehand; then it is gone.
public final class ScriptedReceive implements Receive {
    private final Queue<ReceiveEvent> events;
    private int calls;

    private ScriptedReceive(List<? extends ReceiveEvent> events) {
        this.events = new ArrayDeque<>(events);
    }

    /// What a client says in these events.
    public static ScriptedReceive of(ReceiveEvent... events) {
        return new ScriptedReceive(List.of(events));
    }

    /// Content in pieces of these lengths, which repeat; the last piece says that it is the last.
    ///
    /// @param lengths 0 is a piece without content
    public static ScriptedReceive content(byte[] content, List<Integer> lengths) {
        var pieces = new ArrayDeque<RequestBody>();
        int from = 0;
        for (int i = 0; from < content.length; i++) {
            int to = Math.min(content.length, from + lengths.get(i % lengths.size()));
            pieces.add(piece(Arrays.copyOfRange(content, from, to), i, to == content.length));
            from = to;
        }
        if (pieces.isEmpty()) {
            pieces.add(new RequestBody(ByteBuffer.allocate(0), true));
        }
        return new ScriptedReceive(List.copyOf(pieces));
    }

    /// Views of every kind: in an array at an offset, outside of the heap, read-only.
    private static RequestBody piece(byte[] octets, int kind, boolean last) {
        var around =
                kind % 3 == 1
                        ? ByteBuffer.allocateDirect(octets.length + 7)
                        : ByteBuffer.allocate(octets.length + 7);
        around.put(2, octets);
        var view = around.slice(1, octets.length + 3).position(1).limit(1 + octets.length);
        return new RequestBody(kind % 3 == 2 ? view.asReadOnlyBuffer() : view, last);
    }

    int calls() {
        return calls;
    }

    @Override
    public ReceiveEvent receive() {
        calls++;
        var event = events.poll();
        return event == null ? new HttpDisconnect() : event;
    }
}
