package pounce.tests.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Response;
import pounce.api.ServerSentEvent;

final class ServerSentEventTest {

    /// What a client makes of an event; the model of what was meant.
    ///
    /// @param retry in milliseconds; -1 where none was said
    record Message(String type, String data, String lastId, long retry) {}

    @Provide
    Arbitrary<List<Message>> messages() {
        var line = Arbitraries.strings().withChars(" :adtif\t#é€\ufeff").ofMaxLength(5);
        var data =
                Arbitraries.of("\n", "\r", "\r\n", " ", ":", "data: x", "é", "id: 7", "")
                        .list()
                        .ofMaxSize(5)
                        .map(parts -> String.join("", parts));
        var retry = Arbitraries.longs().between(-1, 100_000);
        return Combinators.combine(line, data, line, retry).as(Message::new).list().ofMaxSize(4);
    }

    @Property
    void aClientReadsWhatWasMeant(@ForAll("messages") List<Message> meant) throws Exception {
        var sent = new RecordedSend();

        Response.events(events -> meant.forEach(message -> events.send(event(message))))
                .sendTo(sent);

        assertEquals(meant.stream().map(ServerSentEventTest::asRead).toList(), decode(sent.text()));
    }

    @Test
    void aMessageIsItsData() {
        assertEquals("data: hello\n\n", ServerSentEvent.of("hello").toString());
        assertEquals("data: \n\n", ServerSentEvent.of("").toString());
        assertEquals("data: a\ndata: b\ndata: \n\n", ServerSentEvent.of("a\r\nb\n").toString());
    }

    @Test
    void whatIsSaidAgainReplacesWhatWasSaid() {
        var event =
                ServerSentEvent.of("x")
                        .id("1")
                        .event("a")
                        .retry(Duration.ofSeconds(1))
                        .event("b")
                        .id("2")
                        .retry(Duration.ofMillis(5));

        assertEquals("event: b\nid: 2\nretry: 5\ndata: x\n\n", event.toString());
    }

    @Test
    void copiesLeaveTheOriginalAlone() {
        var original = ServerSentEvent.of("x");

        var _ = original.event("a").id("1").retry(Duration.ZERO);

        assertEquals("data: x\n\n", original.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "\r\n", "a\0"})
    void refusesLineBreaksWhereTheyWouldForge(String text) {
        var event = ServerSentEvent.of("x");

        assertThrows(IllegalArgumentException.class, () -> event.id(text));
        assertThrows(IllegalArgumentException.class, () -> event.event(text));
    }

    @Test
    void refusesANegativeDelay() {
        var event = ServerSentEvent.of("x");

        assertThrows(IllegalArgumentException.class, () -> event.retry(Duration.ofMillis(-1)));
    }

    private static ServerSentEvent event(Message message) {
        var event = ServerSentEvent.of(message.data()).event(message.type()).id(message.lastId());
        return message.retry() < 0 ? event : event.retry(Duration.ofMillis(message.retry()));
    }

    /// Of line breaks in data, a client sees LF only.
    private static Message asRead(Message meant) {
        return new Message(
                meant.type(),
                meant.data().replaceAll("\r\n|\r", "\n"),
                meant.lastId(),
                meant.retry());
    }

    /// The client's side, word by word (WHATWG HTML, section 9.2.6); no code of pounce.
    private static List<Message> decode(String stream) {
        var messages = new ArrayList<Message>();
        var type = "";
        var data = new StringBuilder();
        var lastId = "";
        long retry = -1;
        for (var line : stream.split("\r\n|\r|\n", -1)) {
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    data.setLength(data.length() - 1);
                    messages.add(new Message(type, data.toString(), lastId, retry));
                }
                type = "";
                data.setLength(0);
                retry = -1;
                continue;
            }
            int colon = line.indexOf(':');
            var field = colon < 0 ? line : line.substring(0, colon);
            var value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
            switch (field) {
                case "event" -> type = value;
                case "data" -> data.append(value).append('\n');
                case "id" -> lastId = value.indexOf('\0') < 0 ? value : lastId;
                case "retry" -> retry = value.matches("[0-9]+") ? Long.parseLong(value) : retry;
                default -> {}
            }
        }
        return messages;
    }
}
