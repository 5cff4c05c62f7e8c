package pounce.engine.net;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A selector, a run queue and a timer wheel; in loop mode also the scheduler of the virtual
/// threads that serve its connections.
///
/// **Who owns the loop** is one word, `turn`, which only grows.
///
/// - *even*: the driving thread executes loop code (queues, selector, wheel). Nobody may take the
///   loop.
/// - *odd*: the driving thread runs one task, which may be a virtual thread, and has promised not
///   to touch the loop. Whoever moves `turn` on owns the loop from then on: the driver when the
///   task returns, or somebody who finds the task stuck.
///
/// Only the driver moves it from even to odd, so a value never comes back and nobody can win for
/// the wrong task.
final class EventLoop implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final VarHandle TURN;

    /// Tasks between two looks at the selector: a look costs a system call, a park and unpark cost
    /// 0.2 µs.
    private static final int TASKS_PER_POLL = 64;

    /// Of [#TASKS_PER_POLL] tasks each, after which a loop that ends leaves alone what goes on and
    /// on.
    private static final int LAST_ROUNDS = 1024;

    /// Busy turns between two looks at the clock.
    private static final int POLLS_PER_TICK = 16;

    static {
        try {
            TURN = MethodHandles.lookup().findVarHandle(EventLoop.class, "turn", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Selector selector;
    private final ConnectionThreads threads;
    private final ConnectionFactory connections;
    private final OpenConnections open;
    private final Timeouts timeouts;
    private final Pool<ByteBuffer> outputBuffers =
            new Pool<>(() -> ByteBuffer.allocate(SocketOutput.CAPACITY));

    /// Written by others than the driver only when they take the loop over.
    private volatile long turn;

    private volatile @Nullable LoopThread driver;

    /// Whether the driver is in, or about to enter, a select that blocks.
    private volatile boolean sleeping;

    private volatile boolean stopping;

    /// The clock as of the last look; plain, because a value that is a turn old will do.
    private long now = System.nanoTime();

    // Owned by the driver while the turn is even.
    private final ArrayDeque<Runnable> local = new ArrayDeque<>();
    private final TimerWheel wheel = new TimerWheel(now);
    private final ArrayList<SelectionKey> ready = new ArrayList<>();

    /// Only collects: the selector holds its locks while it calls this.
    private final Consumer<SelectionKey> collect = ready::add;

    private int polls;

    /// Tasks from everybody else.
    private final ConcurrentLinkedQueue<Runnable> remote = new ConcurrentLinkedQueue<>();

    EventLoop(
            ConnectionThreads.Mode mode,
            ConnectionFactory connections,
            OpenConnections open,
            Timeouts timeouts)
            throws IOException {
        this.selector = Selector.open();
        this.threads = mode.threadsOn(this);
        this.connections = connections;
        this.open = open;
        this.timeouts = timeouts;
    }

    /// Runs a task on this loop, after what is queued already. Any thread; never blocks.
    ///
    /// The JDK calls this for virtual threads with the calling one pinned. A task may have lost the
    /// loop at any moment, so it queues like a stranger; while it still has the loop, nobody sleeps
    /// and no wake-up is paid.
    @Override
    public void execute(Runnable task) {
        LoopThread mine = driver;
        if (mine != null && mine.isInLoopCode()) {
            local.add(task);
        } else {
            remote.add(task);
            wake();
        }
    }

    /// Ends a blocking select. The loop stores `sleeping`, then looks at its queue; we add, then
    /// look at `sleeping`.
    void wake() {
        if (sleeping) {
            selector.wakeup();
        }
    }

    /// Drives this loop until it is stopped.
    void drive(LoopThread self) throws IOException {
        driver = self;
        self.turn = turn;
        while (!stopping) {
            if (!runTasks(self)) {
                return;
            }
            poll(self);
            dispatch();
        }
        closeAll();
        if (runLastTasks(self)) {
            selector.close();
        }
    }

    /// Lets those end that were woken by the close of their connections: nobody else schedules
    /// them.
    ///
    /// @return whether the loop is still ours
    private boolean runLastTasks(LoopThread self) {
        for (int i = 0; i < LAST_ROUNDS && !(local.isEmpty() && remote.isEmpty()); i++) {
            if (!runTasks(self)) {
                return false;
            }
        }
        return true;
    }

    /// Releases a loop that nobody drives: until the selector closes, the system keeps what is
    /// registered with it, listeners included.
    void discard() throws IOException {
        closeAll();
        selector.close();
    }

    /// Closes everything that is registered and ends [#drive]; any thread.
    void stop() {
        stopping = true;
        selector.wakeup();
    }

    /// Calls `action` for every connection, on the loop.
    void forEachTransport(Consumer<? super SocketTransport> action) {
        execute(() -> {
            for (var key : selector.keys()) {
                if (key.attachment() instanceof SocketTransport transport) {
                    action.accept(transport);
                }
            }
        });
    }

    /// Takes an accepted connection over; loop code only.
    void adopt(SocketChannel channel, Endpoint endpoint) throws IOException {
        var transport = new SocketTransport(this, channel, endpoint, timeouts, open);
        try {
            transport.register(selector, connections.open(transport));
        } catch (IOException | RuntimeException failure) {
            transport.close(); // or it would be counted for ever
            throw failure;
        }
        wheel.add(transport);
    }

    /// Registers for accepting; before the loop runs, or in loop code.
    SelectionKey register(Acceptor acceptor) throws IOException {
        return acceptor.channel().register(selector, SelectionKey.OP_ACCEPT, acceptor);
    }

    void start(Runnable connection) {
        threads.start(connection);
    }

    Pool<ByteBuffer> outputBuffers() {
        return outputBuffers;
    }

    long now() {
        return now;
    }

    void add(TimerWheel.Entry entry) {
        wheel.add(entry);
    }

    /// Tasks that queue tasks are served without a look at the selector in between, but not for
    /// ever.
    private boolean runTasks(LoopThread self) {
        for (int done = 0; done < TASKS_PER_POLL; ) {
            for (Runnable task = remote.poll(); task != null; task = remote.poll()) {
                local.add(task);
            }
            int count = local.size();
            if (count == 0) {
                return true;
            }
            done += count;
            for (int i = 0; i < count; i++) {
                if (!run(local.remove(), self)) {
                    return false;
                }
            }
        }
        return true;
    }

    /// {@return whether the loop is still ours}
    private boolean run(Runnable task, LoopThread self) {
        long mine = self.turn + 1;
        self.turn = mine;
        self.inTask = true;
        TURN.setRelease(this, mine); // publishes the queues to whoever may take the loop
        try {
            task.run();
        } catch (Throwable failure) {
            LOG.atError().setCause(failure).log("A task of an event loop failed");
        }
        if (!TURN.compareAndSet(this, mine, mine + 1)) {
            return false;
        }
        self.turn = mine + 1;
        self.inTask = false;
        return true;
    }

    private void poll(LoopThread self) throws IOException {
        if (selector.selectNow(collect) == 0 && local.isEmpty() && remote.isEmpty()) {
            self.yieldBeforeSleep();
            sleeping = true;
            if (remote.isEmpty() && !stopping) {
                selector.select(collect, wheel.isEmpty() ? 0 : TimerWheel.TICK_MILLIS);
            }
            sleeping = false;
            tick();
        } else if (++polls >= POLLS_PER_TICK) {
            tick();
        }
    }

    private void tick() {
        polls = 0;
        now = System.nanoTime();
        wheel.advance(now);
    }

    private void dispatch() {
        ready.forEach(this::dispatch);
        ready.clear(); // of closed connections, too: they must not stay in memory
    }

    private void dispatch(SelectionKey key) {
        try {
            switch (key.attachment()) {
                case SocketTransport transport -> transport.ready(key.readyOps());
                case Acceptor acceptor -> acceptor.accept(this);
                case null, default -> throw new IllegalStateException("a key without an owner");
            }
        } catch (CancelledKeyException _) {
            // Closed by somebody else since the selector saw it: nothing is left to do.
            return;
        }
    }

    private void closeAll() {
        for (var key : selector.keys()) {
            switch (key.attachment()) {
                case SocketTransport transport -> transport.close();
                case Acceptor acceptor -> acceptor.close();
                case null, default -> throw new IllegalStateException("a key without an owner");
            }
        }
    }
}
