package pounce.engine.net;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads and writes a non-blocking socket with `recv` and `send` of the C library, from and to
/// arrays. NIO does the same with a copy outside the heap and locks of its own, which takes a tenth
/// of a microsecond longer each time.
///
/// What they return means what it means in NIO. The kernel tells the error of a connection once, so
/// that a `recv` that has failed cannot be left to NIO: after a reset that would read as the end of
/// the stream. A `send` can: after any error the next one fails too.
///
/// One thread at a time receives, and one sends; nobody does while, or after, the channel is
/// closed: the descriptor may be somebody else's then.
///
/// It takes Linux, and a JVM that lets this module call native code and see `sun.nio.ch`. It is
/// prepared on a thread of its own, some time after the start, which it would delay.
public final class SocketCalls {
    private static final Logger LOG = LoggerFactory.getLogger(SocketCalls.class);

    // Numbers of errors on Linux.
    private static final int EINTR = 4;
    private static final int EAGAIN = 11;

    /// What both functions return then.
    private static final int FAILED = -1;

    /// Where the JDK keeps the descriptors of its channels.
    private static final String CHANNELS = "sun.nio.ch";

    private static final AtomicBoolean ASKED = new AtomicBoolean();

    /// Plain: a thread that does not see it yet goes on with NIO.
    private static boolean ready;

    private final SocketChannel channel;
    private final SegmentCache received;
    private final SegmentCache sent;

    /// Where `recv` leaves its error. Made when it is first needed; by one thread at a time.
    private @Nullable MemorySegment errors;

    /// Whoever needs it first asks the channel. Reader and writer may both do so, and hear the
    /// same.
    private int descriptor = -1;

    /// Those on one socket.
    ///
    /// @param channel open
    /// @param received of the event loop, for what is received into
    /// @param sent of the event loop, for what is sent
    SocketCalls(SocketChannel channel, SegmentCache received, SegmentCache sent) {
        this.channel = channel;
        this.received = received;
        this.sent = sent;
    }

    /// {@return whether they can be used; once they can, that is for good}
    public static boolean areReady() {
        return ready;
    }

    /// {@return whether this JVM lets this module do so}
    public static boolean areAllowed() {
        var module = SocketCalls.class.getModule();
        return System.getProperty("os.name").equals("Linux")
                && module.isNativeAccessEnabled()
                && Object.class.getModule().isExported(CHANNELS, module);
    }

    /// Makes it ready soon, if it is allowed. Any thread; does not block.
    static void prepare() {
        if (areAllowed() && ASKED.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("pounce-socket-calls").start(SocketCalls::load);
        }
    }

    private static void load() {
        try {
            ready = Handles.RECV != null && Handles.SEND != null && Handles.DESCRIPTOR != null;
            LOG.debug("Sockets are read and written by calls of the C library");
        } catch (LinkageError | RuntimeException failure) {
            LOG.atInfo().setCause(failure).log("Sockets are read and written by NIO");
        }
    }

    /// Apart, so that they are constants when they are first used.
    @SuppressWarnings("restricted") // only where it is allowed, see areAllowed()
    private static final class Handles {
        private static final Linker.Option ON_HEAP = Linker.Option.critical(true);
        static final MethodHandle RECV =
                function("recv", ON_HEAP, Linker.Option.captureCallState("errno"));
        static final MethodHandle SEND = function("send", ON_HEAP);
        static final MethodHandle DESCRIPTOR = descriptor();

        private static MethodHandle function(String name, Linker.Option... options) {
            var linker = Linker.nativeLinker();
            return linker.downcallHandle(
                    linker.defaultLookup().findOrThrow(name),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT),
                    options);
        }

        private static MethodHandle descriptor() {
            try {
                var lookup = MethodHandles.lookup();
                var type = lookup.findClass(CHANNELS + ".SelChImpl");
                return lookup.findVirtual(type, "getFDVal", MethodType.methodType(int.class))
                        .asType(MethodType.methodType(int.class, SocketChannel.class));
            } catch (ReflectiveOperationException unknown) {
                throw new IllegalStateException(
                        "this JDK keeps its descriptors elsewhere", unknown);
            }
        }
    }

    /// {@return whether these can be received into, or sent, here}
    static boolean take(ByteBuffer octets) {
        return ready && octets.hasArray() && octets.hasRemaining();
    }

    // Each function is called by its constant, in a method of its own: of a handle that it does not
    // know the JIT makes no more than an interpreter would.

    /// Reads as [SocketChannel#read] of a non-blocking channel does.
    ///
    /// @param target that this can [#take]
    /// @return how many have come; 0 if there are none now, -1 at the end of the stream
    int receive(ByteBuffer target) throws IOException {
        var errors = errors();
        int count;
        try {
            count =
                    (int)
                            (long)
                                    Handles.RECV.invokeExact(
                                            errors,
                                            descriptor(),
                                            address(target, received),
                                            (long) target.remaining(),
                                            0);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
        if (count > 0) {
            target.position(target.position() + count);
            return count;
        }
        return count == FAILED ? none(errors.get(ValueLayout.JAVA_INT, 0)) : -1;
    }

    /// Writes as [SocketChannel#write] of a non-blocking channel does; the JVM ignores SIGPIPE.
    ///
    /// @param source that this can [#take]
    /// @return how many the kernel has taken; 0 if it takes none now
    int send(ByteBuffer source) throws IOException {
        int count;
        try {
            count =
                    (int)
                            (long)
                                    Handles.SEND.invokeExact(
                                            descriptor(),
                                            address(source, sent),
                                            (long) source.remaining(),
                                            0);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
        if (count == FAILED) {
            return channel.write(source); // it fails again, for one reason or another
        }
        source.position(source.position() + count);
        return count;
    }

    private MemorySegment errors() {
        var known = errors;
        if (known == null) {
            known = MemorySegment.ofArray(new int[1]);
            errors = known;
        }
        return known;
    }

    private int descriptor() throws Throwable {
        if (descriptor < 0) {
            descriptor = (int) Handles.DESCRIPTOR.invokeExact(channel);
        }
        return descriptor;
    }

    /// {@return where an array begins, or the rest of it}
    private static MemorySegment address(ByteBuffer octets, SegmentCache known) {
        var array = known.of(octets.array());
        int offset = octets.arrayOffset() + octets.position();
        return offset == 0 ? array : array.asSlice(offset);
    }

    /// Whoever was interrupted by a signal tries again, when it is told that there is more.
    ///
    /// @return 0, if the socket just has nothing
    private static int none(int error) throws IOException {
        if (error == EAGAIN || error == EINTR) {
            return 0;
        }
        throw new IOException("recv failed, error " + error);
    }
}
