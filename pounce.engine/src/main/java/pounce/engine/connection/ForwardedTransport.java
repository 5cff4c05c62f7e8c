package pounce.engine.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Optional;
import pounce.api.Address;
import pounce.api.TlsSession;
import pounce.api.event.ConnectionCompleted;
import pounce.engine.net.Admission;
import pounce.engine.net.Deadline;
import pounce.engine.net.Output;
import pounce.engine.net.Peers;
import pounce.engine.net.Security;
import pounce.engine.net.TlsHandshake;
import pounce.engine.net.Transport;
import pounce.engine.proxy.ProxyHeader.Forwarded;

/// A proxy's connection, with the addresses of the one that it forwards.
///
/// @param socket to the proxy
/// @param forwarded what the proxy says
record ForwardedTransport(Transport socket, Forwarded forwarded) implements Transport {

    @Override
    public Address remote() {
        return forwarded.source();
    }

    @Override
    public Address local() {
        return forwarded.destination();
    }

    @Override
    public int read(ByteBuffer target, Deadline deadline) throws IOException {
        return socket.read(target, deadline);
    }

    @Override
    public int write(Output output) throws IOException {
        return socket.write(output);
    }

    @Override
    public void write(ByteBuffer octets) throws IOException {
        socket.write(octets);
    }

    @Override
    public boolean sendsFiles() {
        return socket.sendsFiles();
    }

    @Override
    public void write(FileChannel file, long offset, long length) throws IOException {
        socket.write(file, offset, length);
    }

    @Override
    public void flush() throws IOException {
        socket.flush();
    }

    @Override
    public void flushSoon() {
        socket.flushSoon();
    }

    @Override
    public boolean idle(Duration limit) throws IOException {
        return socket.idle(limit);
    }

    @Override
    public boolean awaitFirst(Duration limit) throws IOException {
        return socket.awaitFirst(limit);
    }

    @Override
    public void watch(Runnable listener) {
        socket.watch(listener);
    }

    @Override
    public boolean isHungUp() {
        return socket.isHungUp();
    }

    @Override
    public void start(Runnable task) {
        socket.start(task);
    }

    @Override
    public void beforeWait() {
        socket.beforeWait();
    }

    @Override
    public long now() {
        return socket.now();
    }

    @Override
    public Deadline after(Duration duration) {
        return socket.after(duration);
    }

    @Override
    public Runnable callAt(Deadline deadline, Runnable action) {
        return socket.callAt(deadline, action);
    }

    @Override
    public void farewell() throws IOException {
        socket.farewell();
    }

    @Override
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close(ConnectionCompleted.Reason why) {
        socket.close(why);
    }

    @Override
    public Admission admission() {
        return socket.admission();
    }

    @Override
    public Peers peers() {
        return socket.peers();
    }

    @Override
    public Security security() {
        return socket.security();
    }

    @Override
    public Optional<TlsSession> tls() {
        return socket.tls();
    }

    @Override
    public Optional<TlsHandshake> handshake() {
        return socket.handshake();
    }
}
