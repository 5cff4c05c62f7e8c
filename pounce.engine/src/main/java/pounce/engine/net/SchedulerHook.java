package pounce.engine.net;

import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Chooses who schedules a virtual thread. JDK 25 has this in private: its builder of virtual
/// threads has a constructor that takes a scheduler, which code can reach if `java.lang` is open to
/// this module.
///
/// @param builders the constructor
/// @param usual the JDK's own scheduler
record SchedulerHook(Constructor<?> builders, Executor usual) {

    private static final Optional<SchedulerHook> FOUND = lookUp();

    /// {@return the hook, if this JVM has it and lets us use it}
    static Optional<SchedulerHook> find() {
        return FOUND;
    }

    private static Optional<SchedulerHook> lookUp() {
        try {
            var builders =
                    Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
                            .getDeclaredConstructor(Executor.class);
            var usual =
                    Class.forName("java.lang.VirtualThread").getDeclaredMethod("defaultScheduler");
            builders.setAccessible(true);
            usual.setAccessible(true);
            return Optional.of(new SchedulerHook(builders, (Executor) usual.invoke(null)));
        } catch (ReflectiveOperationException | InaccessibleObjectException _) {
            return Optional.empty();
        }
    }

    /// {@return makes virtual threads that this scheduler runs}
    Thread.Builder.OfVirtual threadsOn(Executor scheduler) {
        try {
            return (Thread.Builder.OfVirtual) builders.newInstance(scheduler);
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("the JDK's scheduler hook does not work", broken);
        }
    }

    /// {@return makes virtual threads that the JDK schedules, whoever calls; without the hook they
    /// inherit the scheduler of the calling thread}
    static Thread.Builder.OfVirtual ordinaryThreads() {
        return find().map(hook -> hook.threadsOn(hook.usual())).orElseGet(Thread::ofVirtual);
    }
}
