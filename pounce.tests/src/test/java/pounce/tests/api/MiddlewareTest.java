package pounce.tests.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pounce.tests.api.RecordedSend.piece;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pounce.api.Address;
import pounce.api.App;
import pounce.api.Key;
import pounce.api.Middleware;
import pounce.api.RequestHead;
import pounce.api.Response;
import pounce.api.ResponseBody;
import pounce.api.ResponseStart;
import pounce.api.Scope;
import pounce.api.error.DisconnectException;

final class MiddlewareTest {
    private static final Key<String> USER = Key.of("user");
    private static final App HELLO = App.of(_ -> Response.text("hello"));
    private static final Middleware TEAPOT =
            Middleware.onError((_, _) -> Optional.of(Response.of(418)));

    private final RecordedSend send = new RecordedSend();

    // ---- before

    @Test
    void beforeAnswersInPlaceOfTheApplication() throws Exception {
        var refusing = Middleware.before(_ -> Optional.of(Response.of(401)));

        serve(refusing.apply((_, _, _) -> fail("the application was called")));

        assertEquals(List.of(new ResponseStart(401), ResponseBody.end()), send.events());
    }

    @Test
    void beforeGoesOnWithoutAnAnswer() throws Exception {
        serve(Middleware.before(_ -> Optional.empty()).apply(HELLO));

        assertEquals("hello", send.text());
    }

    @Test
    void beforeSeesTheHead() throws Exception {
        var byAgent =
                Middleware.before(head -> head.headers().first("user-agent").map(Response::text));

        byAgent.apply(HELLO)
                .handle(ScriptedScope.of("user-agent", "curl"), ScriptedReceive.of(), send);

        assertEquals("curl", send.text());
    }

    // ---- after

    @Test
    void afterChangesTheHeadAlone() throws Exception {
        var marking = Middleware.after((head, start) -> start.header("path", head.path()));

        serve(marking.apply(HELLO));

        var head =
                new ResponseStart(200)
                        .header("content-type", "text/plain; charset=utf-8")
                        .header("path", "/p");
        assertEquals(List.of(head, RecordedSend.last("hello")), send.events());
    }

    // ---- onError

    @Test
    void onErrorAnswersForWhatIsThrown() throws Exception {
        var notFound =
                Middleware.onError((_, failure) ->
                        failure instanceof NoSuchElementException
                                ? Optional.of(Response.of(404))
                                : Optional.empty());

        serve(notFound.apply(failing(new NoSuchElementException())));

        assertEquals(List.of(new ResponseStart(404), ResponseBody.end()), send.events());
    }

    @Test
    void onErrorLetsPassWhatItHasNoAnswerFor() {
        var failure = new IOException();
        var app = Middleware.onError((_, _) -> Optional.empty()).apply(failing(failure));

        assertSame(failure, assertThrows(IOException.class, () -> serve(app)));
        assertEquals(List.of(), send.events());
    }

    @Test
    void onErrorDoesNotAnswerTwice() {
        var failure = new IllegalStateException();
        var app =
                TEAPOT.apply((_, _, out) -> {
                    out.send(new ResponseStart(200));
                    out.send(piece("half"));
                    throw failure;
                });

        assertSame(failure, assertThrows(IllegalStateException.class, () -> serve(app)));
        assertEquals(List.of(new ResponseStart(200), piece("half")), send.events());
    }

    @Test
    void onErrorNeverSeesADisconnect() {
        var gone = new DisconnectException("gone");
        var wrapped = new UncheckedIOException(new IOException(gone));

        assertSame(
                gone,
                assertThrows(DisconnectException.class, () -> serve(TEAPOT.apply(failing(gone)))));
        assertSame(
                wrapped,
                assertThrows(
                        UncheckedIOException.class, () -> serve(TEAPOT.apply(failing(wrapped)))));
    }

    @Test
    void onErrorAnswersForCausesThatRunInCircles() throws Exception {
        var one = new IllegalStateException();
        one.initCause(new IllegalStateException(one));

        serve(TEAPOT.apply(failing(one)));

        assertEquals(new ResponseStart(418), send.events().getFirst());
    }

    @Test
    void onErrorKeepsTheExceptionThatItsHookFailedAt() {
        var failure = new IOException();
        var broken = new IllegalStateException();
        var app =
                Middleware.onError(
                                (_, _) -> {
                                    throw broken;
                                })
                        .apply(failing(failure));

        assertSame(broken, assertThrows(IllegalStateException.class, () -> serve(app)));
        assertEquals(List.of(failure), List.of(broken.getSuppressed()));
    }

    @Test
    void onErrorLetsItsHookThrowTheExceptionItself() {
        var failure = new IllegalStateException();
        var app =
                Middleware.onError(
                                (_, _) -> {
                                    throw failure;
                                })
                        .apply(failing(failure));

        assertSame(failure, assertThrows(IllegalStateException.class, () -> serve(app)));
    }

    @Test
    void onErrorLeavesErrorsAlone() {
        App app =
                (_, _, _) -> {
                    throw new StackOverflowError();
                };

        assertThrows(StackOverflowError.class, () -> serve(TEAPOT.apply(app)));
    }

    // ---- with

    @Test
    void withStoresWhatIsKnown() throws Exception {
        var identifying = Middleware.with(USER, head -> head.headers().first("user"));
        var app =
                identifying.apply(
                        App.of(request -> Response.text(request.get(USER).orElse("nobody"))));

        app.handle(ScriptedScope.of("user", "eve"), ScriptedReceive.of(), send);
        app.handle(ScriptedScope.of(), ScriptedReceive.of(), send);

        assertEquals("evenobody", send.text());
    }

    @Test
    void withCorrectsTheHead() throws Exception {
        var forwarded =
                Middleware.with(
                        RequestHead.CLIENT, _ -> Optional.of(new Address("203.0.113.7", 0)));

        serve(forwarded.apply(App.of(request -> Response.text(request.client().toString()))));

        assertEquals("203.0.113.7", send.text());
    }

    // ---- order, and scopes that are no request

    @Test
    void theOutermostSeesTheRequestFirstAndTheResponseLast() throws Exception {
        var order = new ArrayList<String>();

        serve(tracing("outer", order).apply(tracing("inner", order).apply(HELLO)));

        assertEquals(List.of("outer in", "inner in", "inner out", "outer out"), order);
    }

    @Test
    void lifespanPassesUntouched() throws Exception {
        var life = new ScriptedLifespan();
        var seen = new ArrayList<Scope>();
        App app = (scope, _, _) -> seen.add(scope);
        var all =
                List.<Middleware>of(
                        Middleware.before(_ -> Optional.of(Response.of(401))),
                        Middleware.after((_, start) -> start),
                        TEAPOT,
                        Middleware.with(USER, _ -> Optional.of("eve")));

        for (var middleware : all) {
            middleware.apply(app).handle(life, ScriptedReceive.of(), send);
        }

        assertEquals(List.of(life, life, life, life), seen);
        assertTrue(send.events().isEmpty());
    }

    private void serve(App app) throws Exception {
        app.handle(ScriptedScope.of(), ScriptedReceive.of(), send);
    }

    private static App failing(Exception failure) {
        return (_, _, _) -> {
            throw failure;
        };
    }

    private static void fail(String message) {
        throw new AssertionError(message);
    }

    private static Middleware tracing(String name, List<String> order) {
        return next ->
                (scope, receive, out) -> {
                    order.add(name + " in");
                    next.handle(
                            scope,
                            receive,
                            event -> {
                                if (event instanceof ResponseStart) {
                                    order.add(name + " out");
                                }
                                out.send(event);
                            });
                };
    }
}
