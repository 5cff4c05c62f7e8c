package pounce.engine.net;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.event.ConnectionCompleted.Reason;

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

    /// Of [#TASKS_PER_POLL] tasks each, after which a loop that ends leaves to others what goes on
    /// and on.
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

    private final ThreadMode mode;
    private final LoopThreads threads;
    private final Consumer<Runnable> starter;
    private final ConnectionFactory connections;
    private final Function<Peers, OpenConnections> open;
    private final Timeouts timeouts;
    private final Set<MemoryTransport> inMemory = ConcurrentHashMap.newKeySet();
    private final Pool<ByteBuffer> outputBuffers =
            new Pool<>(() -> ByteBuffer.allocate(SocketOutput.CAPACITY));
    private final SegmentCache received = new SegmentCache();
    private final SegmentCache sent = new SegmentCache();

    /// Written by others than the driver only when they take the loop over.
    private volatile long turn;

    private volatile @Nullable LoopThread driver;

    /// Another one after a death, or when a thread was lost in the middle of a select.
    private volatile Selector selector;

    /// Whether the driver is in, or about to enter, a select that blocks.
    private volatile boolean sleeping;

    private volatile boolean stopping;

    /// Open when nobody drives it any more, and all that was registered with it is released.
    private final CountDownLatch end = new CountDownLatch(1);

    private final LoopLoad load = new LoopLoad();

    /// The clock as of the last look; plain, because a value that is a turn old will do.
    private long now = System.nanoTime();

    // Owned by the driver while the turn is even.
    private final ArrayDeque<Runnable> local = new ArrayDeque<>();

    /// Threads that input has started or woken.
    private final ArrayDeque<Runnable> arrived = new ArrayDeque<>();

    private boolean isDispatching;
    private final Consumer<SelectionKey> dispatch = this::dispatch;
    private TimerWheel wheel = new TimerWheel(now);
    private boolean selectorLost;
    private int polls;

    /// Nothing to do since the loop slept last.
    private boolean rested;

    /// Told that this loop has work, after it had none.
    private Runnable alarm = () -> {};

    /// Tasks from everybody else.
    private final ConcurrentLinkedQueue<Runnable> remote = new ConcurrentLinkedQueue<>();

    /// From everybody else, for the wheel.
    private final ConcurrentLinkedQueue<TimerWheel.Entry> entering = new ConcurrentLinkedQueue<>();

    EventLoop(
            ThreadMode mode,
            LoopThreads threads,
            ConnectionFactory connections,
            Function<Peers, OpenConnections> open,
            Timeouts timeouts)
            throws IOException {
        this.mode = mode;
        this.threads = threads;
        this.selector = Selector.open();
        this.connections = connections;
        this.open = open;
        this.timeouts = timeouts;
        this.starter = mode.starterOn(this);
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
            (isDispatching ? arrived : local).add(task);
            return;
        }
        remote.add(task);
        wake();
        if (hasEnded()) {
            survive();
        }
    }

    /// Lets others run what is left: a virtual thread that nobody runs any more could hold a lock,
    /// or be the next in line for one, for ever. The loop opens `end`, then calls this; we add,
    /// then look at `end`.
    private void survive() {
        for (Runnable task = remote.poll(); task != null; task = remote.poll()) {
            ForkJoinPool.commonPool().execute(task);
        }
    }

    /// Ends a blocking select. The loop stores `sleeping`, then looks at its queue; we add, then
    /// look at `sleeping`.
    private void wake() {
        if (!sleeping) {
            return;
        }
        if (mustKeepOut()) {
            ForkJoinPool.commonPool().execute(selector::wakeup);
        } else {
            selector.wakeup();
        }
    }

    /// Changes what the selector looks for, now or soon, and lets it notice. Any thread.
    void changeSelector(Runnable change) {
        if (mustKeepOut()) {
            execute(change);
        } else {
            change.run();
            wake();
        }
    }

    /// {@return whether the caller must not enter the monitors of the selector}
    ///
    /// A virtual thread that is the next in line for one needs a carrier to take it. That may be
    /// the very thread that waits for it behind, this loop's, and then neither goes on.
    private boolean mustKeepOut() {
        LoopThread mine = driver;
        return Thread.currentThread().isVirtual() && mine != null && !mine.isVirtual();
    }

    // ---------------------------------------------------------------- who drives

    /// Starts to run.
    ///
    /// @param alarm called on the loop when it gets work after it had none
    void start(Runnable alarm) {
        this.alarm = alarm;
        giveTo(mode.hasVirtualLoops() ? threads.virtual() : threads.spare().orElseThrow());
    }

    /// The caller owns the loop, and does not any more.
    private void giveTo(LoopThread next) {
        driver = next;
        next.assign(this);
    }

    /// {@return the turn, for a [#takeOver] later}
    long turn() {
        return turn;
    }

    /// {@return whether its thread waits for something to do}
    boolean isSleeping() {
        return sleeping;
    }

    /// {@return whether the JDK's scheduler did not run this loop when it should have}
    boolean isStarved() {
        LoopThread mine = driver;
        return mine != null && mode.hasVirtualLoops() && !mine.isVirtual();
    }

    /// {@return the thread that waits in loop code for somebody else, which keeps the loop from all
    /// its tasks; as far as can be seen from outside}
    Optional<LoopThread> waiting() {
        if (sleeping || (turn & 1) != 0) {
            return Optional.empty();
        }
        return Optional.ofNullable(driver)
                .filter(thread -> !thread.isVirtual() && thread.isWaiting());
    }

    /// Runs elsewhere the tasks of others: a lock that is given up goes to the first in line, and
    /// that may be a virtual thread which only this loop would run.
    ///
    /// @return false if there is no thread left for it
    boolean relieve() {
        return remote.isEmpty() || threads.startPlatformThread(this::runRemoteTasks);
    }

    private void runRemoteTasks() {
        for (Runnable task = remote.poll(); task != null; task = remote.poll()) {
            run(task);
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            LOG.atError().setCause(failure).log("A task of an event loop failed");
        }
    }

    LoopThreads threads() {
        return threads;
    }

    ThreadMode mode() {
        return mode;
    }

    /// Gives the loop to another thread if it is still where it was; any thread.
    ///
    /// @param seen an odd [#turn()]
    /// @param next a reserved thread, which waits on if this fails
    /// @return the thread that has lost the loop; null if it has not
    @Nullable LoopThread takeOver(long seen, LoopThread next) {
        if (!TURN.compareAndSet(this, seen, seen + 1)) {
            return null;
        }
        load.takenOver();
        LoopThread loser = driver;
        if (loser != null) {
            loser.loseLoop();
        }
        selectorLost = sleeping; // the loser holds the selector's lock
        sleeping = false;
        giveTo(next);
        return loser;
    }

    /// Called before a wait: on its own thread, a loop must not wait with its task.
    void beforeWait() {
        if (leave(driver)) {
            giveTo(threads.virtual());
        }
    }

    /// Gives the loop up in the middle of a task.
    ///
    /// @return whether the caller is the thread that drove it, and now owns it
    private boolean leave(@Nullable LoopThread mine) {
        return mine != null
                && mine.isCurrent()
                && TURN.compareAndSet(this, mine.turn, mine.turn + 1);
    }

    /// Gives the loop back to a virtual thread that has lost it to a platform thread: that it runs
    /// again shows that the JDK's scheduler does.
    ///
    /// @param former reserved; dismissed if somebody was faster
    void returnTo(LoopThread former) {
        if (stopping) {
            former.dismiss();
            return;
        }
        execute(() -> {
            LoopThread mine = driver;
            if (mine != null && !mine.isVirtual() && leave(mine)) {
                giveTo(former);
            } else {
                former.dismiss();
            }
        });
    }

    /// Drives this loop until it is lost, or stopped; on that thread.
    void drive(LoopThread self) throws IOException {
        self.turn = turn;
        self.inTask = false;
        if (selectorLost) {
            selectorLost = false;
            renewSelector();
        }
        while (!stopping) {
            if (!runTasks(self) || !poll(self)) {
                return;
            }
            dispatchTo(self);
        }
        closeAll();
        if (runLastTasks(self)) {
            close();
        }
    }

    private void close() throws IOException {
        selector.close();
        remote.addAll(local);
        local.clear();
        remote.addAll(arrived);
        arrived.clear();
        end.countDown();
        survive();
    }

    /// Lets those end that were woken by the close of their connections.
    ///
    /// @return whether the loop is still ours
    private boolean runLastTasks(LoopThread self) {
        for (int i = 0; i < LAST_ROUNDS && hasTasks(); i++) {
            if (!runTasks(self)) {
                return false;
            }
        }
        return true;
    }

    /// Makes a loop whose driver failed fit to go on: connections and tasks stay, the selector and
    /// the wheel are new.
    ///
    /// @return whether the loop is still its own
    boolean revive(LoopThread self) throws IOException {
        if (self.inTask && !end(self)) {
            return false;
        }
        sleeping = false;
        var broken = selector;
        renewSelector();
        broken.close();
        return true;
    }

    /// Moves all that is registered to a new selector, and files it anew.
    private void renewSelector() throws IOException {
        var fresh = Selector.open();
        var old = wheel;
        wheel = new TimerWheel(now);
        old.moveTo(entry -> {
            if (!(entry instanceof SocketTransport)) {
                wheel.add(entry);
            }
        });
        for (var key : selector.keys()) {
            switch (key.attachment()) {
                case SocketTransport transport -> {
                    if (transport.moveTo(fresh)) {
                        wheel.add(transport);
                    }
                }
                case Acceptor acceptor -> acceptor.lookWith(fresh);
                case null, default -> throw new IllegalStateException("a key without an owner");
            }
        }
        selector = fresh;
    }

    /// Releases a loop that nobody drives: until the selector closes, the system keeps what is
    /// registered with it, listeners included.
    void discard() {
        try {
            if (selector.isOpen()) {
                closeAll();
            }
            close();
        } catch (IOException failure) {
            LOG.atWarn().setCause(failure).log("An event loop was not released");
        }
    }

    /// Closes every connection, whatever it does; not in loop code.
    void closeConnections() {
        if (selector.isOpen()) {
            liveConnections().forEach(LoopConnection::closeByForce);
        }
    }

    /// Closes everything that is registered and ends [#drive]; any thread.
    void stop() {
        stopping = true;
        wake();
    }

    private boolean hasEnded() {
        return end.getCount() == 0;
    }

    /// Blocks until nobody drives this loop any more, and every descriptor is released.
    ///
    /// @param limit in nanoseconds
    /// @return whether it is so
    /// @throws InterruptedException if the waiting thread is interrupted
    boolean awaitEnd(long limit) throws InterruptedException {
        return end.await(limit, TimeUnit.NANOSECONDS);
    }

    // ---------------------------------------------------------------- connections

    /// Calls `action` for every connection, on the loop.
    void forEachConnection(Consumer<? super LoopConnection> action) {
        execute(() -> liveConnections().forEach(action));
    }

    /// {@return the connections of this loop now; any thread}
    Stream<LoopConnection> liveConnections() {
        Stream<LoopConnection> sockets =
                selector.keys().stream()
                        .map(SelectionKey::attachment)
                        .mapMulti((owner, found) -> {
                            if (owner instanceof SocketTransport transport) {
                                found.accept(transport);
                            }
                        });
        return Stream.concat(sockets, inMemory.stream());
    }

    /// Takes an accepted connection over; loop code only.
    void adopt(SocketChannel channel, Endpoint endpoint) throws IOException {
        var transport =
                new SocketTransport(
                        this, channel, endpoint, timeouts, open.apply(endpoint.peers()));
        if (transport.admission() == Admission.DROPPED) {
            transport.close(Reason.ERROR);
            return;
        }
        try {
            transport.register(selector, connections.open(transport));
        } catch (IOException | RuntimeException | Error failure) {
            transport.close(Reason.ERROR);
            throw failure;
        }
        add(transport);
    }

    /// Connects without a socket. Any thread.
    ///
    /// @return the client's end
    ByteChannel connect() {
        var transport = new MemoryTransport(this, timeouts, open.apply(Peers.CLIENTS));
        inMemory.add(transport);
        execute(() -> {
            if (stopping || transport.admission() == Admission.DROPPED) {
                transport.close(Reason.ERROR);
                return;
            }
            transport.serve(connections.open(transport));
            add(transport);
        });
        return transport.client();
    }

    /// A connection without a socket is closed. Any thread.
    void forget(MemoryTransport transport) {
        inMemory.remove(transport);
    }

    /// Registers for accepting; before the loop runs, or in loop code.
    void register(Acceptor acceptor) {
        acceptor.lookWith(selector);
    }

    /// Starts a task on a thread of its own, where there are such. Any thread.
    void startConnection(Runnable connection) {
        starter.accept(connection);
    }

    /// {@return the calls of one of its connections}
    SocketCalls callsOn(SocketChannel channel) {
        return new SocketCalls(channel, received, sent);
    }

    Pool<ByteBuffer> outputBuffers() {
        return outputBuffers;
    }

    long now() {
        return now;
    }

    LoopLoad load() {
        return load;
    }

    /// Lets the wheel ask an entry from now on, or from its next turn. Any thread.
    void add(TimerWheel.Entry entry) {
        LoopThread mine = driver;
        if (mine != null && mine.isInLoopCode()) {
            wheel.add(entry);
            return;
        }
        entering.add(entry);
        wake();
    }

    // ---------------------------------------------------------------- one turn

    /// Tasks that queue tasks are served without a look at the selector in between, but not for
    /// ever.
    ///
    /// What one connection's input has brought about is done before the next connection reads: so
    /// the requests that are known, and have not begun, are one connection's and not all
    /// connections'.
    ///
    /// All that has arrived is served before the next look: the selector would show it again, and
    /// would have to be told to look away from it and back.
    ///
    /// @return whether the loop is still ours
    private boolean runTasks(LoopThread self) {
        for (int done = 0; !arrived.isEmpty() || (done < TASKS_PER_POLL && hasTasks()); ) {
            for (Runnable task = remote.poll(); task != null; task = remote.poll()) {
                local.add(task);
            }
            var arrival = arrived.poll();
            if (arrival != null) {
                local.add(arrival);
            }
            int count = local.size();
            done += count;
            for (int i = 0; i < count; i++) {
                if (!run(local.remove(), self)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean hasTasks() {
        return !(local.isEmpty() && arrived.isEmpty() && remote.isEmpty());
    }

    /// {@return whether the loop is still ours}
    private boolean run(Runnable task, LoopThread self) {
        begin(self);
        run(task);
        return end(self);
    }

    /// Promises not to touch the loop until [#end], and publishes it to whoever may take it.
    private void begin(LoopThread self) {
        long mine = self.turn + 1;
        self.turn = mine;
        self.inTask = true;
        TURN.setRelease(this, mine);
    }

    /// {@return whether the loop is still ours}
    private boolean end(LoopThread self) {
        long mine = self.turn;
        if (!TURN.compareAndSet(this, mine, mine + 1)) {
            return false;
        }
        self.turn = mine + 1;
        self.inTask = false;
        return true;
    }

    /// {@return whether the loop is still ours}
    private boolean poll(LoopThread self) throws IOException {
        if (selector.selectNow(self.collect) == 0 && !hasTasks()) {
            return self.isVirtual() ? sleepFreely(self) : sleep(self);
        }
        if (rested) {
            rested = false;
            alarm.run();
        }
        if (++polls >= POLLS_PER_TICK) {
            tick();
            // A virtual thread that always finds something would keep its carrier for ever.
            return !self.isVirtual() || yieldCarrier(self);
        }
        return true;
    }

    private boolean sleep(LoopThread self) throws IOException {
        int found = 0;
        sleeping = true;
        if (mayRest()) {
            load.sleeps();
            found = selector.select(self.collect, wheel.isEmpty() ? 0 : TimerWheel.TICK_MILLIS);
        }
        sleeping = false;
        tick();
        load.wakes(now);
        rested = found == 0 && remote.isEmpty();
        if (!rested) {
            alarm.run();
        }
        return true;
    }

    /// A virtual thread that gives its carrier up may not be run again in time, so it gives the
    /// loop free meanwhile.
    ///
    /// @return whether the loop is still ours
    private boolean yieldCarrier(LoopThread self) {
        return run(Thread::yield, self);
    }

    /// It wakes up at every tick: that it does not is how one sees that it cannot.
    private boolean sleepFreely(LoopThread self) throws IOException {
        if (!yieldCarrier(self)) {
            return false;
        }
        var mine = selector;
        sleeping = true;
        begin(self);
        if (mayRest()) {
            load.sleeps();
            mine.select(self.collect, TimerWheel.TICK_MILLIS);
        }
        if (!end(self)) {
            execute(() -> closeLost(mine));
            return false;
        }
        sleeping = false;
        tick();
        return true;
    }

    /// Closes a selector that was lost during a select. Whoever has taken the loop moves what is
    /// registered with it first, which it does before it runs any task.
    private static void closeLost(Selector lost) {
        try {
            lost.close();
        } catch (IOException failure) {
            LOG.atWarn().setCause(failure).log("A lost selector was not released");
        }
    }

    /// Looked at when everybody else can see that the loop goes to sleep.
    private boolean mayRest() {
        return remote.isEmpty() && entering.isEmpty() && !stopping;
    }

    private void tick() {
        polls = 0;
        now = System.nanoTime();
        for (var entry = entering.poll(); entry != null; entry = entering.poll()) {
            wheel.add(entry);
        }
        wheel.advance(now);
    }

    private void dispatchTo(LoopThread self) {
        isDispatching = true;
        try {
            self.drainTo(dispatch);
        } finally {
            isDispatching = false;
        }
    }

    private void dispatch(SelectionKey key) {
        try {
            switch (key.attachment()) {
                case SocketTransport transport -> ready(transport, key.readyOps());
                case Acceptor acceptor -> acceptor.accept(this);
                case null, default -> throw new IllegalStateException("a key without an owner");
            }
        } catch (CancelledKeyException _) {
            // Closed by somebody else since the selector saw it: nothing is left to do.
            return;
        }
    }

    /// What fails for one connection is the end of that one alone.
    private static void ready(SocketTransport transport, int operations) {
        try {
            transport.ready(operations);
        } catch (CancelledKeyException closed) {
            throw closed;
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).log("A connection failed on its event loop");
            transport.close(Reason.ERROR);
        }
    }

    private void closeAll() {
        inMemory.forEach(MemoryTransport::closeByForce);
        for (var key : selector.keys()) {
            switch (key.attachment()) {
                case SocketTransport transport -> transport.closeByForce();
                case Acceptor acceptor -> acceptor.close();
                case null, default -> throw new IllegalStateException("a key without an owner");
            }
        }
    }
}
