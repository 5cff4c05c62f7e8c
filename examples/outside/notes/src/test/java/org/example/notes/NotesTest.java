package org.example.notes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import pounce.testkit.TestServer;
import pounce.testkit.TestServerExtension;

final class NotesTest {
    /// One server for each test, with notes of its own.
    @RegisterExtension
    final TestServerExtension each =
            TestServerExtension.of(
                    new Notes(), config -> config.set(Map.of("plugin.stamp.text", "tested")));

    private static int post(TestServer server, String note) throws Exception {
        return server.send(server.request("/").POST(BodyPublishers.ofString(note))).statusCode();
    }

    @Test
    void keepsNotes(TestServer server) throws Exception {
        assertEquals(204, post(server, "buy milk"));
        assertEquals(204, post(server, "sell cow"));

        assertEquals("buy milk\nsell cow", server.get("/").body());
    }

    @Test
    void beginsWithoutAny(TestServer server) throws Exception {
        assertEquals("", server.get("/").body());
    }

    @Test
    void failsAtEmptyNotes(TestServer server) throws Exception {
        assertEquals(500, post(server, " "));

        assertEquals("a note without a word", server.failures().getFirst().getMessage());
    }

    @Test
    void isStampedByThePlugin(TestServer server) throws Exception {
        assertEquals(Optional.of("tested"), server.get("/").headers().firstValue("x-stamp"));
    }
}
