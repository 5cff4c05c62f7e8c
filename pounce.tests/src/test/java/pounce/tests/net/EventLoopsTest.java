package pounce.tests.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.api.event.ConnectionCompleted.Reason;
import pounce.engine.net.EventLoops;
import pounce.engine.net.OpenConnections;
import pounce.engine.net.Timeouts;
import pounce.engine.net.Transport;

@Timeout(60)
final class EventLoopsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final OpenConnections open = new OpenConnections();
    private final AtomicInteger runs = new AtomicInteger();

    /// Sends back what comes, one read at a time, and waits without a thread in between.
    private void echo(Transport transport) {
        runs.incrementAndGet();
        try {
            var buffer = ByteBuffer.allocate(16);
            do {
                if (transport.read(buffer.clear(), transport.after(LONG)) < 0) {
                    transport.close(Reason.COMPLETE);
                    return;
                }
                transport.write(buffer.flip());
                transport.flush();
            } while (!transport.idle(LONG));
        } catch (IOException gone) {
            transport.close(Reason.COMPLETE);
        }
    }

    private EventLoops start() throws IOException {
        var loops =
                EventLoops.bind(
                        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                        16,
                        2,
                        _ -> transport -> () -> echo(transport),
                        new Timeouts(LONG, LONG),
                        open);
        loops.start();
        return loops;
    }

    private static Socket connect(EventLoops loops) throws IOException {
        var address = loops.addresses().getFirst();
        return new Socket(address.getAddress(), address.getPort());
    }

    @Test
    void runsAConnectionOncePerWakeUpAndNotInBetween() throws Exception {
        var loops = start();
        try (var socket = connect(loops)) {
            for (int i = 1; i <= 10; i++) {
                socket.getOutputStream().write(i);
                assertEquals(i, socket.getInputStream().read());
                Thread.sleep(5); // a connection that spun would run hundreds of times meanwhile
            }

            assertEquals(10, runs.get(), 1);
        } finally {
            loops.stop();
        }
    }

    @Test
    void countsConnectionsUntilTheyAreClosed() throws Exception {
        var loops = start();
        try (var socket = connect(loops)) {
            socket.getOutputStream().write(1);
            socket.getInputStream().read();
            assertEquals(1, open.count());
        }

        assertTrue(open.awaitNone(LONG));
        loops.stop();
    }

    @Test
    void closesEveryConnectionWhenItStops() throws Exception {
        var loops = start();
        try (var socket = connect(loops)) {
            socket.getOutputStream().write(1);
            socket.getInputStream().read();

            loops.stop();

            assertEquals(-1, socket.getInputStream().read());
        }
    }

    @Test
    void passesMoreThanAnyBufferHolds() throws Exception {
        var loops = start();
        try (var socket = connect(loops)) {
            var sent = new byte[1 << 20];
            for (int i = 0; i < sent.length; i++) {
                sent[i] = (byte) (i * 31);
            }
            var writer = Thread.startVirtualThread(() -> write(socket, sent));

            var received = socket.getInputStream().readNBytes(sent.length);

            writer.join();
            assertEquals(ByteBuffer.wrap(sent), ByteBuffer.wrap(received));
        } finally {
            loops.stop();
        }
    }

    private static void write(Socket socket, byte[] octets) {
        try {
            socket.getOutputStream().write(octets);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
