package pounce.tests.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// A server that has run out of file descriptors.
@Timeout(60)
@EnabledOnOs(OS.LINUX)
final class DescriptorsTest {
    private static final int DESCRIPTORS = 128;
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String HELLO = "Hello, world\n";

    @Test
    void waitsWithoutSpinningAndGoesOnWhenSomeAreFree() throws Exception {
        var held = new ArrayList<Socket>();
        try (var pounce =
                CommandProcess.serveWithDescriptors(DESCRIPTORS, "pounce.examples.hello")) {
            var uri = pounce.uri();
            warmUp(uri);
            fill(uri, held);
            pounce.await("Cannot accept connections");

            var before = pounce.cpuTime();
            var waiting = ask(uri);
            waiting.setSoTimeout(1000);
            assertThrows(SocketTimeoutException.class, () -> answer(waiting));
            var used = pounce.cpuTime().minus(before);
            assertTrue(used.compareTo(Duration.ofMillis(500)) < 0, () -> "used " + used);

            closeAll(held);
            waiting.setSoTimeout(20_000);
            assertEquals(HELLO, answer(waiting));
            closeAll(List.of(waiting));
            pounce.signal("TERM");
            assertEquals(0, pounce.exitCode());
        } finally {
            closeAll(held);
        }
    }

    /// A server whose classes lie in files cannot load another one without a descriptor.
    private static void warmUp(URI uri) throws IOException {
        new Socket(uri.getHost(), uri.getPort()).close();
        try (var socket = ask(uri)) {
            assertEquals(HELLO, answer(socket));
        }
    }

    /// Opens more connections than the server can have; what it cannot accept, waits in its
    /// backlog.
    private static void fill(URI uri, List<Socket> held) throws IOException {
        for (int i = 0; i < 2 * DESCRIPTORS; i++) {
            held.add(new Socket(uri.getHost(), uri.getPort()));
        }
    }

    private static Socket ask(URI uri) throws IOException {
        var socket = new Socket(uri.getHost(), uri.getPort());
        socket.getOutputStream().write(GET.getBytes(US_ASCII));
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        var answer = new StringBuilder();
        while (answer.indexOf(HELLO) < 0) {
            int octet = socket.getInputStream().read();
            if (octet < 0) {
                throw new IOException("closed after: " + answer);
            }
            answer.append((char) octet);
        }
        return HELLO;
    }

    private static void closeAll(List<Socket> sockets) throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }
}
