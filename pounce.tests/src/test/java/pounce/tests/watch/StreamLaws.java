package pounce.tests.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.RequestEnded;
import pounce.tests.http2.RawFrame;

/// What must be true, beyond [BalanceLaws], of the events of one connection of HTTP/2, whose client
/// has said no more than [Http2Client], and has heard all that the server said.
public final class StreamLaws {
    private final Map<Integer, Long> messages = new HashMap<>();

    private StreamLaws(List<RawFrame> heard) {
        for (var frame : heard) {
            switch (frame.type()) {
                case RawFrame.HEADERS, RawFrame.CONTINUATION, RawFrame.DATA ->
                        messages.merge(frame.stream(), (long) frame.encode().length, Long::sum);
                default -> {}
            }
        }
    }

    /// Checks all events of a connection against what its client heard.
    ///
    /// @param events of one connection that has ended
    /// @param heard by the client, all of it
    public static void check(List<LifecycleEvent> events, byte[] heard) {
        var balance = BalanceLaws.check(events);
        assertEquals(heard.length, balance.sent(), "all that the client heard");
        var laws = new StreamLaws(RawFrame.decode(heard));
        balance.ended().forEach(laws::check);
        assertEquals(laws.octets(), balance.answered(), "no octet belongs to no response");
    }

    private void check(RequestEnded end) {
        int stream = Http2Client.streamOf(end.request().path());
        assertEquals(messages.getOrDefault(stream, 0L), end.bytesSent(), end::toString);
    }

    private long octets() {
        return messages.values().stream().mapToLong(Long::longValue).sum();
    }
}
