package pounce.tests.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pounce.api.WorkerMode;
import pounce.api.event.ConnectionCompleted.Reason;
import pounce.engine.net.Endpoint;
import pounce.engine.net.EventLoops;
import pounce.engine.net.OpenConnections;
import pounce.engine.net.Security;
import pounce.engine.net.SocketCalls;
import pounce.engine.net.Supervisor;
import pounce.engine.net.ThreadSettings;
import pounce.engine.net.Timeouts;
import pounce.engine.net.Transport;
import pounce.tests.server.Peer;
import pounce.tests.waiting.Waits;

@Timeout(120)
final class SocketCallsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int CLIENTS = 4;
    private static final int CONNECTIONS = 500;

    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Transport> accepted = new ConcurrentLinkedQueue<>();
    private final Queue<Reason> ends = new ConcurrentLinkedQueue<>();
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicLong received = new AtomicLong();
    private volatile boolean done;

    private EventLoops start() throws Exception {
        var open = new OpenConnections(0);
        var loops =
                EventLoops.bind(
                        List.of(Endpoint.of("127.0.0.1", 0, Security.NONE)),
                        128,
                        new ThreadSettings(WorkerMode.AUTO, 2, Duration.ofMillis(10), 16),
                        new Supervisor(failures::add),
                        _ ->
                                transport -> {
                                    accepted.add(transport);
                                    return () -> echo(transport);
                                },
                        new Timeouts(LONG, LONG, LONG),
                        _ -> open);
        loops.start();
        return loops;
    }

    private void echo(Transport transport) {
        try {
            var buffer = ByteBuffer.allocate(256);
            while (transport.read(buffer.clear(), transport.after(LONG)) >= 0) {
                transport.write(buffer.flip());
                transport.flush();
            }
            end(transport, Reason.COMPLETE);
        } catch (IOException gone) {
            end(transport, Reason.CLIENT_DISCONNECT);
        }
    }

    private void end(Transport transport, Reason why) {
        transport.close(why);
        ends.add(why);
    }

    private static void awaitReady() throws Exception {
        assumeTrue(SocketCalls.areAllowed(), "this JVM was not told to allow calls past NIO");
        Waits.until("calls that are ready", SocketCalls::areReady);
    }

    @Test
    void areReadySoonAfterTheStartOfAServer() throws Exception {
        var loops = start();
        try {
            awaitReady();

            assertTrue(SocketCalls.areReady());
        } finally {
            loops.stop();
        }
    }

    /// The kernel tells an error once: a second look would find the end of the stream.
    @ParameterizedTest
    @EnumSource(names = {"COMPLETE", "CLIENT_DISCONNECT"})
    void tellAResetFromAnEnd(Reason why) throws Exception {
        var loops = start();
        try {
            awaitReady();
            var uri = loops.uris().getFirst();
            var expected = new ArrayList<Reason>();
            for (int i = 0; i < 100; i++) {
                try (var peer = Peer.on(new Socket(uri.getHost(), uri.getPort()))) {
                    assertEquals("!", peer.says("!").hears("!"));
                    if (why == Reason.CLIENT_DISCONNECT) {
                        peer.resets();
                    }
                }
                expected.add(why);
                Waits.until("the end", () -> ends.size() == expected.size());
            }

            assertEquals(expected, List.copyOf(ends));
        } finally {
            loops.stop();
        }
    }

    /// A descriptor that is closed belongs to the next connection at once: whoever still read or
    /// wrote by it would have the octets of others.
    @Test
    void bringNoOctetToAStranger() throws Exception {
        var loops = start();
        try (var threads = Executors.newFixedThreadPool(CLIENTS + 1)) {
            awaitReady();
            var closer = threads.submit(this::closeAtAnyMoment);
            Callable<Void> client = () -> callAgainAndAgain(loops);
            var clients =
                    IntStream.range(0, CLIENTS).mapToObj(_ -> threads.submit(client)).toList();
            for (var each : clients) {
                each.get();
            }
            done = true;
            closer.get();
        } finally {
            loops.stop();
        }

        assertTrue(received.get() > CONNECTIONS, () -> received + " octets received");
        assertEquals(List.of(), List.copyOf(failures));
    }

    private void closeAtAnyMoment() {
        while (!done) {
            var transport = accepted.poll();
            if (transport == null) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(
                        ThreadLocalRandom.current().nextLong(TimeUnit.MICROSECONDS.toNanos(500)));
                transport.close(Reason.ERROR);
            }
        }
    }

    private Void callAgainAndAgain(EventLoops loops) throws IOException {
        var uri = loops.uris().getFirst();
        for (int i = 0; i < CONNECTIONS; i++) {
            try (var socket = new Socket(uri.getHost(), uri.getPort())) {
                socket.setSoTimeout((int) LONG.toMillis());
                call(socket, (byte) number.incrementAndGet());
            }
        }
        return null;
    }

    /// Sends an octet of its own until the connection is closed, and hears no other.
    private void call(Socket socket, byte own) {
        var octets = new byte[64];
        Arrays.fill(octets, own);
        try {
            while (true) {
                socket.getOutputStream().write(octets);
                var answer = socket.getInputStream().readNBytes(octets.length);
                for (byte octet : answer) {
                    assertEquals(own, octet);
                }
                received.addAndGet(answer.length);
                if (answer.length < octets.length) {
                    return;
                }
            }
        } catch (IOException closed) {
            assertTrue(socket.isConnected(), closed::toString);
        }
    }
}
