package pounce.engine.net;

import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Makes the virtual threads that serve connections.
final class ConnectionThreads {
    private final Thread.Builder.OfVirtual builder;

    private ConnectionThreads(Thread.Builder.OfVirtual builder) {
        this.builder = builder;
    }

    void start(Runnable connection) {
        builder.unstarted(connection).start();
    }

    /// Who schedules those threads.
    sealed interface Mode {

        /// {@return what makes threads for one loop}
        ConnectionThreads threadsOn(EventLoop loop);

        /// {@return the thread that is to drive a loop, not started}
        Thread driver(String name, Runnable drive);

        /// {@return one word and the reason, for the log}
        String describe();

        /// The loop itself. JDK 25 has this in private: its builder of virtual threads has a
        /// constructor that takes a scheduler.
        record Loop(Constructor<?> schedulerTaker) implements Mode {

            @Override
            public ConnectionThreads threadsOn(EventLoop loop) {
                try {
                    return new ConnectionThreads(
                            (Thread.Builder.OfVirtual) schedulerTaker.newInstance(loop));
                } catch (ReflectiveOperationException broken) {
                    throw new IllegalStateException(
                            "the JDK's scheduler hook does not work", broken);
                }
            }

            @Override
            public Thread driver(String name, Runnable drive) {
                return Thread.ofPlatform().name(name).daemon().unstarted(drive);
            }

            @Override
            public String describe() {
                return "loop: java.lang is open to pounce.engine, event loops schedule their own threads";
            }
        }

        /// The JDK's scheduler, the same for all loops, which are virtual threads too.
        record Shared() implements Mode {

            @Override
            public ConnectionThreads threadsOn(EventLoop loop) {
                return new ConnectionThreads(Thread.ofVirtual());
            }

            @Override
            public Thread driver(String name, Runnable drive) {
                return Thread.ofVirtual().name(name).unstarted(drive);
            }

            @Override
            public String describe() {
                return "shared: java.lang is not open to pounce.engine; start Java with --add-opens java.base/java.lang=pounce.engine"
                        + " for less CPU time per request";
            }
        }

        /// {@return the best that this JVM allows}
        static Mode detect() {
            return schedulerTaker().<Mode>map(Loop::new).orElseGet(Shared::new);
        }

        private static Optional<Constructor<?>> schedulerTaker() {
            try {
                var constructor =
                        Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
                                .getDeclaredConstructor(Executor.class);
                constructor.setAccessible(true);
                return Optional.of(constructor);
            } catch (ReflectiveOperationException | InaccessibleObjectException _) {
                return Optional.empty();
            }
        }
    }
}
