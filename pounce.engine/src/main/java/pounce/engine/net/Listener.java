package pounce.engine.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// One address that is listened on: where the system can share it (`SO_REUSEPORT`), by every loop
/// with a socket of its own, so that the kernel spreads connections and none changes its thread;
/// elsewhere by one loop, which deals connections out in turn.
final class Listener {
    private final InetSocketAddress address;
    private final List<ServerSocketChannel> channels;

    private Listener(InetSocketAddress address, List<ServerSocketChannel> channels) {
        this.address = address;
        this.channels = channels;
    }

    /// Binds.
    ///
    /// @param wanted port 0 takes a free one
    /// @param backlog connections that may wait to be accepted, per socket
    /// @param loops how many loops will accept
    static Listener open(InetSocketAddress wanted, int backlog, int loops) throws IOException {
        var channels = new ArrayList<ServerSocketChannel>();
        try {
            refuseIfTaken(wanted);
            var first = bind(wanted, backlog, channels);
            var address = (InetSocketAddress) first.getLocalAddress();
            if (canShare(first)) {
                while (channels.size() < loops) {
                    bind(address, backlog, channels);
                }
            }
            return new Listener(address, List.copyOf(channels));
        } catch (IOException | RuntimeException failure) {
            closeAll(channels);
            throw failure;
        }
    }

    /// A port that is shared among our loops would be shared with another server of this user just
    /// as silently.
    private static void refuseIfTaken(InetSocketAddress wanted) throws IOException {
        try (var probe = ServerSocketChannel.open()) {
            probe.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            probe.bind(wanted);
        }
    }

    private static ServerSocketChannel bind(
            InetSocketAddress address, int backlog, List<ServerSocketChannel> opened)
            throws IOException {
        var channel = ServerSocketChannel.open();
        opened.add(channel);
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        if (canShare(channel)) {
            channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        }
        channel.bind(address, backlog);
        channel.configureBlocking(false);
        return channel;
    }

    private static boolean canShare(ServerSocketChannel channel) {
        return channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT);
    }

    InetSocketAddress address() {
        return address;
    }

    /// Registers with the loops; before they run.
    void registerWith(List<EventLoop> loops) throws IOException {
        if (channels.size() == loops.size()) {
            for (int i = 0; i < loops.size(); i++) {
                var loop = loops.get(i);
                new Acceptor(channels.get(i), () -> loop).registerWith(loop);
            }
            return;
        }
        var turn = new AtomicInteger();
        new Acceptor(
                        channels.getFirst(),
                        () -> loops.get(Math.floorMod(turn.getAndIncrement(), loops.size())))
                .registerWith(loops.getFirst());
    }

    void close() throws IOException {
        closeAll(channels);
    }

    private static void closeAll(List<ServerSocketChannel> channels) throws IOException {
        for (var channel : channels) {
            channel.close();
        }
    }
}
