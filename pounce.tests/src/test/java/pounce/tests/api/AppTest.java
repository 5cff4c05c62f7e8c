package pounce.tests.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pounce.api.App;
import pounce.api.Lifespan;
import pounce.api.LifespanShutdown;
import pounce.api.LifespanStarted;
import pounce.api.Receive;
import pounce.api.Response;
import pounce.api.Send;

final class AppTest {
    private static final App HELLO = App.of(_ -> Response.text("hello"));

    private final List<String> order = new ArrayList<>();
    private final RecordedSend sent = new RecordedSend();

    private final Receive receive =
            () -> {
                order.add("stop");
                return new LifespanShutdown();
            };

    private final Send send =
            event -> {
                order.add(event instanceof LifespanStarted ? "started" : event.toString());
                sent.send(event);
            };

    @Test
    void aHandlerAnswersRequests() throws Exception {
        HELLO.handle(ScriptedScope.of(), ScriptedReceive.of(), sent);

        assertEquals("hello", sent.text());
    }

    @Test
    void aHandlerHasNothingToStart() throws Exception {
        live(HELLO);

        assertEquals(List.of(), order);
    }

    @Test
    void aLifespanOpensBeforeTheStartAndClosesAtTheEnd() throws Exception {
        live(HELLO.with(opening("database")));

        assertEquals(List.of("open database", "started", "stop", "close database"), order);
    }

    @Test
    void aLifespanLeavesRequestsAlone() throws Exception {
        HELLO.with(opening("database")).handle(ScriptedScope.of(), ScriptedReceive.of(), sent);

        assertEquals("hello", sent.text());
        assertEquals(List.of(), order);
    }

    @Test
    void aLifespanThatWasAddedLastIsOpenedFirstAndClosedLast() throws Exception {
        live(HELLO.with(opening("cache")).with(opening("database")));

        assertEquals(
                List.of(
                        "open database",
                        "open cache",
                        "started",
                        "stop",
                        "close cache",
                        "close database"),
                order);
    }

    @Test
    void aLifespanThatFailsIsNeverStarted() {
        var failure = new IOException();
        var app =
                HELLO.with(_ -> {
                    throw failure;
                });

        assertSame(failure, assertThrows(IOException.class, () -> live(app)));
        assertEquals(List.of(), order);
    }

    @Test
    void whatWasOpenedIsClosedWhenTheNextFails() {
        var app =
                HELLO.with(
                                _ -> {
                                    throw new IOException();
                                })
                        .with(opening("database"));

        assertThrows(IOException.class, () -> live(app));
        assertEquals(List.of("open database", "close database"), order);
    }

    private void live(App app) throws Exception {
        app.handle(new ScriptedLifespan(), receive, send);
    }

    private Lifespan opening(String what) {
        return _ -> {
            order.add("open " + what);
            return () -> order.add("close " + what);
        };
    }
}
