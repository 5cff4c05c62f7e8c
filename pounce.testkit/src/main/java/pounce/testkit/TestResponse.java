package pounce.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import pounce.api.Headers;

/// A response as it came over a [TestConnection]. Immutable.
public final class TestResponse {
    private final int status;
    private final Headers headers;
    private final byte[] content;

    TestResponse(int status, Headers headers, byte[] content) {
        this.status = status;
        this.headers = headers;
        this.content = content;
    }

    /// {@return its status code}
    public int status() {
        return status;
    }

    /// {@return its fields, without trailers}
    public Headers headers() {
        return headers;
    }

    /// {@return a copy of the content, without what frames it; as it was sent, coded perhaps}
    public byte[] content() {
        return content.clone();
    }

    /// {@return the content as text in UTF-8}
    public String text() {
        return new String(content, UTF_8);
    }

    /// {@return status and fields}
    @Override
    public String toString() {
        return status + " " + headers;
    }
}
