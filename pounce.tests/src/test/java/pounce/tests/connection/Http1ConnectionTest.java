package pounce.tests.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Headers;
import pounce.api.HttpScope;
import pounce.api.InterimResponse;
import pounce.api.Request;
import pounce.api.RequestBody;
import pounce.api.Response;
import pounce.api.ResponseBody;
import pounce.api.ResponseStart;
import pounce.api.Size;

final class Http1ConnectionTest {
    private static final Response HELLO = Response.text("hello");
    private static final String GET = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
    private static final String HELLO_ANSWER =
            "HTTP/1.1 200 OK\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: 5\r\n\r\nhello";

    @Test
    void answersARequest() {
        assertEquals(lower(HELLO_ANSWER), lower(Conversation.with(_ -> HELLO).hears(GET).answer()));
    }

    @Test
    void answersPipelinedRequestsInOrderWithOneWrite() {
        var conversation = Conversation.with(request -> Response.text(request.path()));

        var transport =
                conversation.hears(
                        "GET /1 HTTP/1.1\r\nhost: a\r\n\r\nGET /2 HTTP/1.1\r\nhost: a\r\n\r\nGET /3 HTTP/1.1\r\nhost: a\r\n\r\n");

        assertEquals(List.of("/1", "/2", "/3"), bodies(transport.answer(), 2));
        assertEquals(1, transport.writes());
    }

    @Test
    void refusesContentThatNobodyMayAllowBeforeTheApplicationRuns() {
        var conversation = Conversation.with(_ -> HELLO).contentLimit(4); // at most 16

        var transport =
                conversation.hears(
                        "POST / HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 17\r\n\r\n");

        assertTrue(transport.answer().startsWith("HTTP/1.1 413 "), transport.answer());
        assertEquals(0, conversation.calls());
        assertTrue(transport.isClosed());
    }

    @Test
    void letsAHandlerAllowMoreContentUpToABound() {
        var conversation =
                Conversation.with(request -> echo(request.limit(new Size(16)))).contentLimit(4);

        var transport =
                conversation.hears(
                        "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 16\r\n\r\n0123456789abcdef");

        assertTrue(transport.answer().endsWith("\r\n\r\n0123456789abcdef"), transport.answer());
    }

    @Test
    void refusesALimitAboveTheBound() {
        var conversation =
                Conversation.with(request -> echo(request.limit(new Size(17)))).contentLimit(4);

        var transport =
                conversation.hears("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\n\r\n0");

        assertTrue(transport.answer().startsWith("HTTP/1.1 500 "), transport.answer());
        assertTrue(transport.answer().contains("POUNCE_APP_EVENT"), transport.answer());
    }

    @Test
    void sendsInterimResponsesBeforeTheResponse() {
        var transport =
                Conversation.withApp(
                                (_, _, send) -> {
                                    send.send(InterimResponse.earlyHints("</a.css>; rel=preload"));
                                    send.send(new InterimResponse(102, Headers.empty()));
                                    HELLO.sendTo(send);
                                })
                        .hears(GET);

        assertEquals(
                "http/1.1 103 early hints\r\nlink: </a.css>; rel=preload\r\n\r\n"
                        + "http/1.1 102 processing\r\n\r\n"
                        + lower(HELLO_ANSWER),
                lower(transport.answer()));
    }

    @Test
    void leavesOutOfInterimResponsesWhatFramesAMessage() {
        var fields = Headers.of("content-length", "5", "transfer-encoding", "chunked", "a", "b");
        var transport =
                Conversation.withApp(
                                (_, _, send) -> {
                                    send.send(new InterimResponse(103, fields));
                                    HELLO.sendTo(send);
                                })
                        .hears(GET);

        assertTrue(
                transport
                        .answer()
                        .startsWith("HTTP/1.1 103 Early Hints\r\na: b\r\n\r\nHTTP/1.1 200"),
                transport.answer());
    }

    @Test
    void sendsNoInterimResponseToHttp10() {
        var transport =
                Conversation.with(
                                request -> {
                                    request.hint("</a.css>; rel=preload");
                                    return HELLO;
                                })
                        .hears("GET / HTTP/1.0\r\n\r\n");

        assertTrue(transport.answer().startsWith("HTTP/1.1 200 "), transport.answer());
    }

    @Test
    void sendsNoInterimResponseBehindTheHead() {
        var transport =
                Conversation.withApp(
                                (_, _, send) -> {
                                    send.send(new ResponseStart(200));
                                    send.send(
                                            new ResponseBody(ByteBuffer.wrap(octets("a")), false));
                                    send.send(InterimResponse.earlyHints("</a.css>"));
                                })
                        .hears(GET);

        assertFalse(transport.answer().contains("103"), transport.answer());
        assertFalse(transport.answer().endsWith("0\r\n\r\n"), transport.answer());
        assertTrue(transport.isClosed());
    }

    @Test
    void waitsWithoutAThreadBetweenRequests() {
        var transport =
                Conversation.with(_ -> HELLO)
                        .hears(
                                ScriptedTransport.sends(
                                        octets(GET), 1 << 20, ScriptedTransport.Then.SILENCE));

        assertTrue(transport.isIdle());
        assertFalse(transport.isClosed());
    }

    @Test
    void closesWhenTheClientAsksForIt() {
        var transport =
                Conversation.with(_ -> HELLO)
                        .hears("GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n" + GET);

        assertTrue(lower(transport.answer()).contains("connection: close\r\n"));
        assertEquals(1, count(transport.answer(), "HTTP/1.1 200"));
        assertTrue(transport.isClosed());
    }

    @Test
    void closesAnHttp10ConnectionUnlessItIsKeptAlive() {
        var closing =
                Conversation.with(_ -> HELLO).hears("GET / HTTP/1.0\r\n\r\nGET / HTTP/1.0\r\n\r\n");
        var kept =
                Conversation.with(_ -> HELLO)
                        .hears(
                                "GET / HTTP/1.0\r\nconnection: keep-alive\r\n\r\nGET / HTTP/1.0\r\n\r\n");

        assertEquals(1, count(closing.answer(), "HTTP/1.1 200"));
        assertEquals(2, count(kept.answer(), "HTTP/1.1 200"));
        assertTrue(lower(kept.answer()).contains("connection: keep-alive\r\n"));
    }

    @Test
    void closesAfterTheLastRequestThatItMayServe() {
        var transport =
                Conversation.with(_ -> HELLO).requestsPerConnection(2).hears(GET + GET + GET);

        assertEquals(2, count(transport.answer(), "HTTP/1.1 200"));
        assertEquals(1, count(lower(transport.answer()), "connection: close"));
    }

    /// A handler that lets the drain begin.
    private static Conversation draining() {
        var drain = new AtomicReference<Runnable>();
        var conversation =
                Conversation.with(_ -> {
                    drain.get().run();
                    return HELLO;
                });
        drain.set(conversation::draining);
        return conversation;
    }

    @Test
    void closesWhenTheServerDrains() {
        var transport = draining().hears(GET);

        assertTrue(lower(transport.answer()).contains("connection: close\r\n"));
        assertTrue(transport.isClosed());
    }

    @Test
    void answersTheRequestsThatItHasReadWhenTheServerDrains() {
        var transport = draining().hears(GET + GET + GET);

        assertEquals(3, count(transport.answer(), "HTTP/1.1 200"));
        assertEquals(1, count(lower(transport.answer()), "connection: close"));
        assertTrue(lower(transport.answer()).endsWith("connection: close\r\n\r\nhello"));
    }

    /// Otherwise a client that goes on and on would never see the end.
    @ParameterizedTest
    @ValueSource(ints = {1, 20, 40, 60})
    void answersTheRequestThatHasBegunAndNoneBehindItWhenTheServerDrains(int piece) {
        var octets = octets(GET.repeat(100));
        var transport =
                draining()
                        .hears(
                                ScriptedTransport.sends(
                                        octets, piece, ScriptedTransport.Then.SILENCE));

        int answers = count(transport.answer(), "HTTP/1.1 200");
        assertTrue(answers >= 1 && answers <= piece / GET.length() + 2, "answers: " + answers);
        assertEquals(1, count(lower(transport.answer()), "connection: close"));
        assertTrue(transport.isClosed());
    }

    @Test
    void refusesTheFirstRequestOfAConnectionWhenTheServerDrains() {
        var conversation = Conversation.with(_ -> HELLO).draining();

        var transport = conversation.hears(GET + GET);

        assertTrue(transport.answer().startsWith("HTTP/1.1 503 "), transport.answer());
        assertTrue(transport.answer().contains("POUNCE_LIMIT_DRAINING"), transport.answer());
        assertTrue(lower(transport.answer()).contains("retry-after: "), transport.answer());
        assertTrue(lower(transport.answer()).contains("connection: close"), transport.answer());
        assertEquals(1, count(transport.answer(), "HTTP/1.1"));
        assertEquals(0, conversation.calls());
        assertTrue(transport.isClosed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "Close", "x, CLOSE , y"})
    void closesWhenTheApplicationAsksForIt(String connection) {
        var transport =
                Conversation.with(_ -> HELLO.header("connection", connection)).hears(GET + GET);

        assertEquals(1, count(transport.answer(), "HTTP/1.1 200"));
        assertEquals(1, count(lower(transport.answer()), "connection: close\r\n"));
        assertTrue(transport.isClosed());
    }

    @Test
    void echoesContentWithALength() {
        var transport =
                Conversation.with(Http1ConnectionTest::echo)
                        .hears(
                                "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\nhello"
                                        + GET);

        assertEquals(List.of("hello", ""), bodies(transport.answer(), 5));
    }

    @Test
    void echoesChunkedContent() {
        var transport =
                Conversation.with(Http1ConnectionTest::echo)
                        .hears(
                                "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"
                                        + GET);

        assertEquals(2, count(transport.answer(), "HTTP/1.1 200"));
        assertTrue(transport.answer().contains("\r\n\r\nhello"));
    }

    @Test
    void streamsInChunksWhichLeaveOneByOne() {
        var transport =
                Conversation.with(_ ->
                                Response.stream(
                                        "text/plain",
                                        out -> {
                                            for (var piece : List.of("one", "two", "three")) {
                                                out.write(piece.getBytes(UTF_8));
                                                out.flush();
                                            }
                                        }))
                        .hears(GET);

        assertTrue(lower(transport.answer()).contains("transfer-encoding: chunked\r\n"));
        assertTrue(
                transport
                        .answer()
                        .endsWith("\r\n\r\n3\r\none\r\n3\r\ntwo\r\n5\r\nthree\r\n0\r\n\r\n"));
        assertEquals(4, transport.writes());
    }

    @Test
    void sendsTrailersAfterChunks() {
        var transport =
                Conversation.with(_ ->
                                Response.stream("text/plain", out -> out.write('x'))
                                        .trailers(() -> Headers.of("digest", "42")))
                        .hears(GET);

        assertTrue(
                transport.answer().endsWith("1\r\nx\r\n0\r\ndigest: 42\r\n\r\n"),
                transport.answer());
    }

    @Test
    void endsAStreamToAnHttp10ClientByClosing() {
        var transport =
                Conversation.with(_ ->
                                Response.stream(
                                        "text/plain",
                                        out -> {
                                            out.flush();
                                            out.write('x');
                                        }))
                        .hears("GET / HTTP/1.0\r\nconnection: keep-alive\r\n\r\n");

        assertFalse(lower(transport.answer()).contains("transfer-encoding"));
        assertTrue(lower(transport.answer()).contains("connection: close\r\n"));
        assertTrue(transport.answer().endsWith("\r\n\r\nx"));
        assertTrue(transport.isClosed());
    }

    @Test
    void sendsNoContentToHeadButTheSameFields() {
        var head = Conversation.with(_ -> HELLO).hears(GET.replace("GET", "HEAD")).answer();

        assertEquals(
                HELLO_ANSWER.substring(0, HELLO_ANSWER.length() - 5),
                lower(head).replace("http/1.1 200 ok", "HTTP/1.1 200 OK"));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void sendsNeitherContentNorLengthWhereThereIsNone(int status) {
        var answer = Conversation.with(_ -> HELLO.status(status)).hears(GET + GET).answer();

        assertFalse(answer.contains("hello"));
        assertEquals(2, count(answer, "HTTP/1.1 " + status));
        assertFalse(status == 204 && lower(answer).contains("content-length"));
    }

    @Test
    void asksForContentOnlyWhenTheApplicationReadsIt() {
        var expecting =
                "POST / HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 5\r\n\r\n";
        var reading =
                ScriptedTransport.sends(
                        octets(expecting + "hello"),
                        expecting.length(),
                        ScriptedTransport.Then.CLOSE);

        var read = Conversation.with(Http1ConnectionTest::echo).hears(reading);
        var ignored = Conversation.with(_ -> HELLO).hears(expecting);

        assertTrue(
                read.answer().startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200"),
                read.answer());
        assertTrue(ignored.answer().startsWith("HTTP/1.1 200"));
        assertTrue(ignored.isClosed());
    }

    @Test
    void doesNotAskForContentThatHasCome() {
        var answer =
                Conversation.with(Http1ConnectionTest::echo)
                        .hears(
                                "POST / HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 5\r\n\r\nhello")
                        .answer();

        assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
    }

    @Test
    void sendsNoInterimResponseInTheMiddleOfAnother() {
        var expecting =
                "POST / HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 5\r\n\r\n";
        var conversation =
                Conversation.withApp((_, receive, send) -> {
                    send.send(new ResponseStart(200, Headers.empty()));
                    send.send(new ResponseBody(ByteBuffer.wrap(octets("one")), false));
                    receive.receive();
                    send.send(ResponseBody.last(ByteBuffer.wrap(octets("two"))));
                });

        var answer =
                conversation
                        .hears(
                                ScriptedTransport.sends(
                                        octets(expecting + "hello"),
                                        expecting.length(),
                                        ScriptedTransport.Then.CLOSE))
                        .answer();

        assertTrue(answer.endsWith("3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n"), answer);
    }

    @Test
    void readsLittleThatTheApplicationLeft() {
        var answer =
                Conversation.with(_ -> HELLO)
                        .hears("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\n\r\nleft" + GET)
                        .answer();

        assertEquals(2, count(answer, "HTTP/1.1 200"));
    }

    @Test
    void closesRatherThanReadMuchThatTheApplicationLeft() {
        var transport =
                Conversation.with(_ -> HELLO)
                        .hears(
                                "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 100000\r\n\r\n"
                                        + "x".repeat(100_000)
                                        + GET);

        assertEquals(1, count(transport.answer(), "HTTP/1.1 200"));
        assertTrue(lower(transport.answer()).contains("connection: close\r\n"));
        assertTrue(transport.isClosed());
    }

    @Test
    void refusesContentOverTheLimitBeforeItIsSent() {
        var conversation = Conversation.with(Http1ConnectionTest::echo).contentLimit(4);

        var declared =
                conversation.hears(
                        "POST / HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 5\r\n\r\n");
        var chunked =
                conversation.hears(
                        "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
                                + GET);

        for (var transport : List.of(declared, chunked)) {
            assertTrue(transport.answer().startsWith("HTTP/1.1 413 "), transport.answer());
            assertTrue(
                    lower(transport.answer())
                            .contains("x-pounce-error-code: pounce_limit_request_too_large"));
            assertEquals(1, count(transport.answer(), "HTTP/1.1"));
            assertTrue(transport.isClosed());
        }
    }

    @Test
    void letsARequestHaveMoreContentThanOthers() {
        var answer =
                Conversation.with(request -> echo(request.limit(new Size(5))))
                        .contentLimit(4)
                        .hears("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\nhello")
                        .answer();

        assertTrue(answer.endsWith("hello"), answer);
    }

    @Test
    void refusesChunkExtensionsOverTheLimit() {
        var start = "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n1;";
        var end = "\r\nx\r\n0\r\n\r\n";
        var conversation = Conversation.with(Http1ConnectionTest::echo).chunkExtensions(64);

        var within = conversation.hears(start + "a".repeat(63) + end).answer();
        var over = conversation.hears(start + "a".repeat(64) + end).answer();

        assertTrue(within.startsWith("HTTP/1.1 200 "), within);
        assertTrue(over.startsWith("HTTP/1.1 400 "), over);
        assertTrue(over.contains("POUNCE_LIMIT_CHUNK_OVERHEAD"), over);
    }

    @Test
    void answersGarbageAndCloses() {
        var conversation = Conversation.with(_ -> HELLO);

        var transport = conversation.hears("garbage\r\n\r\n" + GET);

        assertTrue(
                transport.answer().startsWith("HTTP/1.1 400 Bad Request\r\n"), transport.answer());
        assertTrue(lower(transport.answer()).contains("connection: close\r\n"));
        assertEquals(0, conversation.calls());
        assertTrue(transport.isClosed());
    }

    @Test
    void answersAHeadThatNeverEndsWith408() {
        var transport =
                Conversation.with(_ -> HELLO)
                        .hears(
                                ScriptedTransport.sends(
                                        octets("GET / HT"), 3, ScriptedTransport.Then.SILENCE));

        assertTrue(transport.answer().startsWith("HTTP/1.1 408 "), transport.answer());
        assertTrue(transport.isClosed());
    }

    /// Some clients send one behind content (RFC 9112, section 2.2): no request has begun.
    @Test
    void waitsBehindAnEmptyLineAsBetweenRequests() {
        for (var before : List.of("", GET)) {
            var transport =
                    Conversation.with(_ -> HELLO)
                            .hears(
                                    ScriptedTransport.sends(
                                            octets(before + "\r\n"),
                                            1,
                                            ScriptedTransport.Then.SILENCE));

            assertTrue(transport.isIdle());
            assertFalse(transport.answer().contains("408"), transport.answer());
        }
    }

    @Test
    void forgivesOneEmptyLineThoughItHasWaitedBehindIt() {
        var transport =
                Conversation.with(_ -> HELLO)
                        .hears(
                                ScriptedTransport.sends(
                                        octets("\r\n\r\n" + GET),
                                        2,
                                        ScriptedTransport.Then.SILENCE));

        assertTrue(transport.answer().startsWith("HTTP/1.1 400 "), transport.answer());
    }

    @Test
    void answersWhatIsNoRequestWithoutWaitingForALine() {
        var transport =
                Conversation.with(_ -> HELLO)
                        .hears(
                                ScriptedTransport.sends(
                                        octets("\u0016\u0003\u0001"),
                                        3,
                                        ScriptedTransport.Then.SILENCE));

        assertTrue(transport.answer().startsWith("HTTP/1.1 400 "), transport.answer());
        assertTrue(transport.isClosed());
    }

    @Test
    void hasOneDeadlineForAHeadWhichNoOctetExtends() {
        var transport =
                Conversation.with(_ -> HELLO)
                        .hears(
                                ScriptedTransport.sends(
                                        octets(GET + GET), 1, ScriptedTransport.Then.CLOSE));

        var deadlines = transport.deadlines();
        assertEquals(2 * GET.length() + 1, deadlines.size());
        assertEquals(1, deadlines.stream().limit(GET.length()).distinct().count());
        assertEquals(3, deadlines.stream().distinct().count());
    }

    @Test
    void answers500WithoutDetailWhenTheApplicationThrows() {
        var answer =
                Conversation.with(
                                _ -> {
                                    throw new IllegalStateException("secret");
                                })
                        .hears(GET + GET)
                        .answer();

        assertEquals(2, count(answer, "HTTP/1.1 500 Internal Server Error\r\n"));
        assertTrue(lower(answer).contains("x-pounce-error-code: pounce_app_failed\r\n"));
        assertFalse(answer.contains("secret"));
    }

    @Test
    void answers500WhenTheApplicationSaysNothing() {
        var answer = Conversation.withApp((_, _, _) -> {}).hears(GET).answer();

        assertTrue(answer.startsWith("HTTP/1.1 500 "), answer);
        assertTrue(lower(answer).contains("pounce_app_no_response"));
    }

    @Test
    void breaksTheConnectionWhenAStreamFails() {
        var transport =
                Conversation.with(_ ->
                                Response.stream(
                                        "text/plain",
                                        out -> {
                                            out.write('x');
                                            out.flush();
                                            throw new IllegalStateException("halfway");
                                        }))
                        .hears(GET + GET);

        assertTrue(transport.answer().endsWith("1\r\nx\r\n"), transport.answer());
        assertTrue(transport.isClosed());
    }

    @Test
    void answers500WhenTheDeclaredLengthIsNotKept() {
        var answer =
                Conversation.withApp(
                                (_, _, send) -> {
                                    send.send(
                                            new ResponseStart(
                                                    200, Headers.of("content-length", "3")));
                                    send.send(ResponseBody.last(ByteBuffer.wrap(octets("four"))));
                                })
                        .hears(GET)
                        .answer();

        assertTrue(answer.startsWith("HTTP/1.1 500 "), answer);
        assertTrue(lower(answer).contains("pounce_app_content_length"));
    }

    @Test
    void keepsTheApplicationOutOfTheFraming() {
        var answer =
                Conversation.with(_ ->
                                HELLO.header("transfer-encoding", "gzip")
                                        .header("connection", "upgrade")
                                        .header("keep-alive", "timeout=1"))
                        .hears(GET + GET)
                        .answer();

        assertEquals(2, count(answer, "HTTP/1.1 200"));
        assertFalse(lower(answer).contains("transfer-encoding"));
        assertFalse(lower(answer).contains("upgrade"));
    }

    @Test
    void showsTheRequestToTheApplication() {
        var seen = new ArrayList<String>();
        Conversation.withApp(
                        (scope, receive, send) -> {
                            var http = (HttpScope) scope;
                            seen.add(http.method());
                            seen.add(http.path());
                            seen.add(http.rawPath());
                            seen.add(http.rawQuery());
                            seen.add(http.query().first("q").orElseThrow());
                            seen.add(http.headers().first("X-One").orElseThrow());
                            seen.add(http.scheme());
                            seen.add(http.authority());
                            seen.add(http.httpVersion());
                            seen.add(http.client().toString());
                            seen.add(http.server().toString());
                            Response.of(200).sendTo(send);
                        })
                .hears(
                        "PUT /a%20b/../c?q=1%2B1 HTTP/1.1\r\nhost: example.com:81\r\nx-one: 1\r\n\r\n");

        assertEquals(
                List.of(
                        "PUT",
                        "/c",
                        "/a%20b/../c",
                        "q=1%2B1",
                        "1+1",
                        "1",
                        "http",
                        "example.com:81",
                        "1.1",
                        "192.0.2.1:4711",
                        "192.0.2.2:8000"),
                seen);
    }

    @Test
    void showsRequestTrailersAfterTheContent() {
        var seen = new ArrayList<String>();
        Conversation.withApp(
                        (scope, receive, send) -> {
                            while (receive.receive() instanceof RequestBody body && !body.last()) {
                                seen.add("piece");
                            }
                            seen.add(((HttpScope) scope).trailers().first("digest").orElse("none"));
                            Response.of(200).sendTo(send);
                        })
                .hears(
                        "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nDigest: 42\r\n\r\n");

        assertEquals("42", seen.getLast());
    }

    /// The law of every decoder, seen from outside: how octets are cut changes nothing.
    @Property(tries = 300)
    void answersTheSameHoweverTheOctetsAreCut(@ForAll @IntRange(min = 1, max = 300) int piece) {
        var octets =
                octets(
                        GET
                                + "POST /x HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n3;a=b\r\nhel\r\n2\r\nlo\r\n0\r\nt: u\r\n\r\n"
                                + "POST /y HTTP/1.1\r\nhost: a\r\ncontent-length: 11\r\n\r\nhello world"
                                + GET
                                + "broken\r\n\r\n");

        var whole =
                Conversation.with(Http1ConnectionTest::collect)
                        .hears(
                                ScriptedTransport.sends(
                                        octets, 1 << 20, ScriptedTransport.Then.CLOSE));
        var cut =
                Conversation.with(Http1ConnectionTest::collect)
                        .hears(
                                ScriptedTransport.sends(
                                        octets, piece, ScriptedTransport.Then.CLOSE));

        assertEquals(whole.answer(), cut.answer());
        assertEquals(4, count(whole.answer(), "HTTP/1.1 200"));
        assertEquals(1, count(whole.answer(), "HTTP/1.1 400"));
    }

    /// Wherever the connection breaks, the driver ends, and closes it.
    @Property(tries = 300)
    void endsWhereverTheConnectionBreaks(
            @ForAll @IntRange(min = 0, max = 200) int sent,
            @ForAll @IntRange(min = 0, max = 400) int taken) {
        var octets =
                octets(
                        "POST /y HTTP/1.1\r\nhost: a\r\ncontent-length: 11\r\n\r\nhello world"
                                + "POST /x HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n3\r\nhel\r\n0\r\n\r\n"
                                + GET);
        var cut = Arrays.copyOf(octets, Math.min(sent, octets.length));

        var transport =
                Conversation.with(Http1ConnectionTest::collect)
                        .hears(
                                ScriptedTransport.sends(
                                        cut, 7, ScriptedTransport.Then.RESET, taken));

        assertTrue(transport.isClosed());
        assertTrue(transport.answer().length() <= taken);
    }

    private static Response echo(Request request) {
        return Response.bytes("text/plain", request.bytes());
    }

    private static Response collect(Request request) {
        return Response.text(request.method() + request.path() + request.text());
    }

    private static byte[] octets(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }

    /// The contents of answers that all have the same length at most.
    private static List<String> bodies(String answers, int length) {
        var bodies = new ArrayList<String>();
        for (var answer : answers.split("HTTP/1\\.1 ", -1)) {
            int body = answer.indexOf("\r\n\r\n");
            if (body >= 0) {
                bodies.add(
                        answer.substring(body + 4, Math.min(answer.length(), body + 4 + length)));
            }
        }
        return bodies;
    }
}
