package pounce.tests.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pounce.api.WorkerMode;
import pounce.api.event.ConnectionCompleted.Reason;
import pounce.engine.net.ConnectionFactory;
import pounce.engine.net.Endpoint;
import pounce.engine.net.EventLoops;
import pounce.engine.net.FileMode;
import pounce.engine.net.OpenConnections;
import pounce.engine.net.Security;
import pounce.engine.net.Supervisor;
import pounce.engine.net.ThreadSettings;
import pounce.engine.net.Timeouts;
import pounce.engine.net.Transport;
import pounce.tests.waiting.Waits;

@Timeout(60)
final class EventLoopsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final OpenConnections open = new OpenConnections(0);
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
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

    private static Endpoint anyPort() {
        return Endpoint.of("127.0.0.1", 0, Security.NONE);
    }

    private EventLoops start() throws Exception {
        return start(anyPort(), 2, _ -> transport -> () -> echo(transport));
    }

    private EventLoops start(
            Endpoint endpoint, int count, IntFunction<ConnectionFactory> connections)
            throws Exception {
        var loops = bind(endpoint, count, connections);
        loops.start();
        return loops;
    }

    private EventLoops bind(
            Endpoint endpoint, int count, IntFunction<ConnectionFactory> connections)
            throws Exception {
        return EventLoops.bind(
                List.of(endpoint),
                128,
                new ThreadSettings(WorkerMode.AUTO, count, Duration.ofMillis(10), 16),
                new Supervisor(failures::add),
                connections,
                new Timeouts(LONG, LONG, LONG),
                _ -> open);
    }

    private static Socket connect(EventLoops loops) throws IOException {
        var uri = loops.uris().getFirst();
        return new Socket(uri.getHost(), uri.getPort());
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

    /// Nothing is accepted before the loops run: all of them wait in the backlog when the listener
    /// is to close.
    @Test
    void acceptsWhoHasConnectedBeforeItClosesItsListeners() throws Exception {
        var loops = bind(anyPort(), 2, _ -> transport -> () -> echo(transport));
        var early = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 100; i++) {
                early.add(connect(loops));
            }

            loops.stopAccepting();
            loops.start();

            assertTrue(loops.awaitLastAccepted(LONG));
            assertEquals(early.size(), open.count());
            for (var socket : early) {
                socket.getOutputStream().write(7);
                assertEquals(7, socket.getInputStream().read());
            }
            assertThrows(SocketException.class, () -> connectUntilRefused(loops));
        } finally {
            for (var socket : early) {
                socket.close();
            }
            loops.stop();
        }
    }

    /// The descriptor of a listener is released at the next look of its loop.
    private static void connectUntilRefused(EventLoops loops) throws IOException {
        while (true) {
            connect(loops).close();
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

    @Test
    void dealsTheConnectionsOfASocketThatCannotBeSharedToAllLoops(@TempDir Path directory)
            throws Exception {
        var path = directory.resolve("x.sock");
        var served = new ArrayList<AtomicInteger>();
        var loops =
                start(
                        Endpoint.of(URI.create("unix:" + path), FileMode.parse("600")),
                        3,
                        _ -> {
                            var count = new AtomicInteger();
                            served.add(count);
                            return transport -> {
                                count.incrementAndGet();
                                return () -> echo(transport);
                            };
                        });
        try {
            for (int i = 0; i < 9; i++) {
                assertEquals(i, echoed(path, i));
            }

            assertEquals(List.of(3, 3, 3), served.stream().map(AtomicInteger::intValue).toList());
        } finally {
            loops.stop();
        }
        assertFalse(Files.exists(path));
    }

    private static int echoed(Path path, int octet) throws IOException {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            channel.write(ByteBuffer.wrap(new byte[] {(byte) octet}));
            return Channels.newInputStream(channel).read();
        }
    }

    private static void write(Socket socket, byte[] octets) {
        try {
            socket.getOutputStream().write(octets);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Loops whose factory throws what it is told to, one error for each connection.
    private EventLoops startMortal(Queue<Error> deaths) throws Exception {
        return start(
                anyPort(),
                1,
                _ ->
                        transport -> {
                            var death = deaths.poll();
                            if (death != null) {
                                throw death;
                            }
                            return () -> echo(transport);
                        });
    }

    static List<Error> deaths() {
        return List.of(
                new OutOfMemoryError("a test's"),
                new StackOverflowError("a test's"),
                new NoClassDefFoundError("a test's"));
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void aLoopThatDiesIsRestartedAndKeepsItsConnections(Error death) throws Exception {
        var deaths = new ConcurrentLinkedQueue<Error>();
        var loops = startMortal(deaths);
        try (var known = connect(loops)) {
            known.getOutputStream().write(1);
            assertEquals(1, known.getInputStream().read());

            deaths.add(death);
            try (var fatal = connect(loops)) {
                assertEquals(-1, readOrReset(fatal));
            }

            known.getOutputStream().write(2);
            assertEquals(2, known.getInputStream().read());
            try (var stranger = connect(loops)) {
                stranger.getOutputStream().write(3);
                assertEquals(3, stranger.getInputStream().read());
            }
            assertEquals(List.of(), List.copyOf(failures));
        } finally {
            loops.stop();
        }
        assertTrue(open.awaitNone(LONG));
    }

    @Test
    void aLoopThatDiesTooOftenIsGivenUp() throws Exception {
        var deaths = new ConcurrentLinkedQueue<Error>();
        var loops = startMortal(deaths);
        try (var known = connect(loops)) {
            known.getOutputStream().write(1);
            assertEquals(1, known.getInputStream().read());
            for (int i = 0; i <= Supervisor.RESTARTS; i++) {
                deaths.add(new OutOfMemoryError("a test's, number " + i));
                try (var fatal = connect(loops)) {
                    assertEquals(-1, readOrReset(fatal));
                }
            }

            assertEquals(-1, readOrReset(known));
            assertEquals(
                    List.of("a test's, number " + Supervisor.RESTARTS),
                    failures.stream().map(Throwable::getMessage).toList());
        } finally {
            loops.stop();
        }
    }

    @Test
    void aConnectionThatFailsEndsAlone() throws Exception {
        var bugs = new AtomicInteger(1);
        var loops =
                start(
                        anyPort(),
                        1,
                        _ ->
                                transport -> {
                                    if (bugs.getAndDecrement() > 0) {
                                        throw new IllegalStateException("a test's");
                                    }
                                    return () -> echo(transport);
                                });
        try (var first = connect(loops)) {
            assertEquals(-1, readOrReset(first));
            try (var second = connect(loops)) {
                second.getOutputStream().write(1);
                assertEquals(1, second.getInputStream().read());
            }
        } finally {
            loops.stop();
        }
        assertTrue(open.awaitNone(LONG));
    }

    /// A lock goes to the first in line. If that is a thread which only this loop would run, and
    /// the loop is the second, then neither would go on.
    @Test
    void aLoopThatWaitsForALockDoesNotStopThoseItWaitsFor() throws Exception {
        var lock = new ReentrantLock();
        var transports = new LinkedBlockingQueue<Transport>();
        var loops =
                start(
                        anyPort(),
                        1,
                        _ ->
                                transport ->
                                        () -> {
                                            transports.add(transport);
                                            passThrough(lock);
                                            echo(transport);
                                        });
        try (var socket = connect(loops)) {
            socket.setSoTimeout((int) LONG.toMillis());
            lock.lock();
            try {
                socket.getOutputStream().write(1);
                var transport = transports.take();
                awaitInLine(1, lock);
                var _ = transport.callAt(transport.after(Duration.ZERO), () -> passThrough(lock));
                awaitInLine(2, lock);
            } finally {
                lock.unlock();
            }

            assertEquals(1, socket.getInputStream().read());
            socket.getOutputStream().write(2);
            assertEquals(2, socket.getInputStream().read());
        } finally {
            loops.stop();
        }
    }

    private static void passThrough(ReentrantLock lock) {
        lock.lock();
        try {
            assertTrue(lock.isHeldByCurrentThread());
        } finally {
            lock.unlock();
        }
    }

    private static void awaitInLine(int count, ReentrantLock lock) throws Exception {
        Waits.until(count + " in line", () -> lock.getQueueLength() >= count);
    }

    private static int readOrReset(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketException reset) {
            return -1;
        }
    }
}
