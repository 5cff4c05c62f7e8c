package pounce.tests.watch;

import java.util.function.Consumer;
import pounce.tests.http2.RawFrame;

/// What clients of HTTP/2 do, good and bad, to the application of [Workload].
public enum Http2Workload {
    TEXT(client -> client.asks("GET", "/text")),
    HEAD(client -> client.asks("HEAD", "/text")),
    LARGE(client -> client.asks("GET", "/large")),
    NO_CONTENT(client -> client.asks("GET", "/none")),
    STREAM(client -> client.asks("GET", "/stream")),
    HEAD_OF_STREAM(client -> client.asks("HEAD", "/stream")),
    FAILURE(client -> client.asks("GET", "/throw")),
    MUTE(client -> client.asks("GET", "/mute")),
    HALF_STREAM(client -> client.asks("GET", "/half-stream")),
    TOO_SHORT(client -> client.asks("GET", "/too-short")),
    ECHO(client -> {
        client.posts("/echo", "content-length", "5");
        client.content("hel");
        client.lastContent("lo");
    }),
    TRAILERS(client -> {
        client.posts("/echo");
        client.content("hello");
        client.trailers();
    }),
    EARLY_ANSWER(client -> {
        client.posts("/early");
        client.content("hel");
        client.lastContent("lo");
    }),
    IGNORED(client -> {
        client.posts("/text");
        client.lastContent("left");
    }),
    TOO_LARGE(client -> client.posts("/echo", "content-length", "5000000")),
    WRONG_LENGTH(client -> {
        client.posts("/echo", "content-length", "3");
        client.lastContent("hello");
    }),
    UNFINISHED(client -> {
        client.posts("/echo");
        client.content("hel");
    }),
    MALFORMED(client -> client.asks("GET", "/text", "Upper", "case")),
    TOO_LONG(client -> client.asks("GET", "/" + "x".repeat(10_000))),
    RESET(Http2Client::resets),
    LATE_CONTENT(client -> client.lastContent("late")),
    ROOM(client -> client.opensWindow(0, 1 << 20)),
    LARGE_WINDOWS(client -> client.says(RawFrame.settings(4, 1 << 20))),
    SMALL_WINDOWS(client -> client.says(RawFrame.settings(4, 100))),
    PING(client -> client.says(new RawFrame(RawFrame.PING, 0, 0, new byte[8]))),
    LEAVE(client -> client.says(new RawFrame(RawFrame.GOAWAY, 0, 0, new byte[8]))),
    GARBAGE(client -> client.says(new RawFrame(RawFrame.DATA, 0, 0, new byte[3])));

    @SuppressWarnings("ImmutableEnumChecker") // none keeps anything
    private final Consumer<Http2Client> act;

    Http2Workload(Consumer<Http2Client> act) {
        this.act = act;
    }

    void on(Http2Client client) {
        act.accept(client);
    }
}
