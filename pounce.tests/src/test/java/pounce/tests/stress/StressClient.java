package pounce.tests.stress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/// One connection that asks until the end, and looks at every octet of the answers.
final class StressClient implements Runnable {
    /// The longest that an answer may take on a machine that does much else.
    private static final int PATIENCE_MILLIS = 60_000;

    private static final String LENGTH = "content-length: ";
    private static final Ask LAST =
            new Ask("GET /id?id=last HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n", "last");

    private final String name;
    private final InetSocketAddress server;
    private final Supplier<Ask> asks;
    private final int pipelined;
    private final SplittableRandom random;
    private final long end;
    private final Findings findings;
    private final LongConsumer took;

    private StressClient(
            String name,
            InetSocketAddress server,
            Supplier<Ask> asks,
            int pipelined,
            SplittableRandom random,
            long end,
            Findings findings,
            LongConsumer took) {
        this.name = name;
        this.server = server;
        this.asks = asks;
        this.pipelined = pipelined;
        this.random = random;
        this.end = end;
        this.findings = findings;
        this.took = took;
    }

    /// A client that wants its answers at once, and often asks before it has them.
    ///
    /// @param number of the client; no two have the same
    /// @param end when to stop, on the clock of [System#nanoTime()]
    static StressClient quick(
            int number,
            InetSocketAddress server,
            SplittableRandom random,
            long end,
            Findings findings) {
        return new StressClient(
                "quick " + number,
                server,
                Ask.quick(random, number * 1_000_000_000_000L),
                8,
                random,
                end,
                findings,
                findings::quickAnswerTook);
    }

    /// A client that keeps the server busy.
    ///
    /// @param number of the client
    /// @param end when to stop, on the clock of [System#nanoTime()]
    static StressClient slow(
            int number,
            InetSocketAddress server,
            SplittableRandom random,
            long end,
            Findings findings) {
        return new StressClient(
                "slow " + number, server, Ask.slow(random), 1, random, end, findings, _ -> {});
    }

    @Override
    public void run() {
        try (var socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(server, PATIENCE_MILLIS);
            talk(socket.getOutputStream(), new BufferedInputStream(socket.getInputStream()));
        } catch (SocketTimeoutException stuck) {
            findings.failed(name, "stuck, no answer for " + PATIENCE_MILLIS + " ms");
        } catch (IOException failure) {
            findings.failed(name, failure.toString());
        }
    }

    private void talk(OutputStream out, InputStream in) throws IOException {
        while (System.nanoTime() < end) {
            var round = new ArrayList<Ask>();
            int count = random.nextInt(4) == 0 ? 1 + random.nextInt(pipelined) : 1;
            for (int i = 0; i < count; i++) {
                round.add(asks.get());
            }
            exchange(round, out, in);
        }
        exchange(List.of(LAST), out, in);
        int surplus = in.readAllBytes().length;
        if (surplus > 0) {
            throw new IOException(surplus + " octets that nobody asked for");
        }
    }

    private void exchange(List<Ask> round, OutputStream out, InputStream in) throws IOException {
        long start = System.nanoTime();
        var requests = new StringBuilder();
        round.forEach(ask -> requests.append(ask.request()));
        writeInPieces(requests.toString().getBytes(ISO_8859_1), out);
        for (var ask : round) {
            var answer = answer(in);
            if (!answer.equals(ask.answer())) {
                throw new IOException("wanted " + ask.answer() + ", got " + answer);
            }
            findings.answered();
            took.accept(System.nanoTime() - start);
        }
    }

    /// One round in five is cut into up to five pieces, anywhere.
    private void writeInPieces(byte[] octets, OutputStream out) throws IOException {
        int at = 0;
        if (random.nextInt(5) == 0) {
            for (int cuts = 1 + random.nextInt(4); cuts > 0; cuts--) {
                int next = at + random.nextInt(octets.length - at);
                out.write(octets, at, next - at);
                at = next;
                pauseNowAndThen();
            }
        }
        out.write(octets, at, octets.length - at);
    }

    /// Long enough that the server runs out of input.
    private void pauseNowAndThen() {
        if (random.nextInt(8) != 0) {
            return;
        }
        try {
            Thread.sleep(random.nextInt(3));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String answer(InputStream in) throws IOException {
        var status = line(in);
        int length = -1;
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var field = line.toLowerCase(Locale.ROOT);
            if (field.startsWith(LENGTH)) {
                length = Integer.parseInt(field.substring(LENGTH.length()));
            }
        }
        if (!status.equals("HTTP/1.1 200 OK") || length < 0) {
            throw new IOException("no good answer: " + status + ", length " + length);
        }
        var content = in.readNBytes(length);
        if (content.length < length) {
            throw new EOFException("closed in the middle of an answer");
        }
        return new String(content, ISO_8859_1);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("closed after: " + line);
            }
            line.append((char) octet);
        }
        if (line.isEmpty() || line.charAt(line.length() - 1) != '\r') {
            throw new IOException("a line that ends without CR: " + line);
        }
        return line.substring(0, line.length() - 1);
    }
}
