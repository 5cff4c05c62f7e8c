package pounce.engine.generation;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.error.ErrorCode;

/// Sees to it that the classes of old generations go: those that somebody holds are reported, once
/// the JVM has unloaded others.
///
/// Nothing here makes the JVM collect.
public final class LayerWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LayerWatch.class);

    private final ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
    private final Set<Retired> retired = ConcurrentHashMap.newKeySet();
    private @Nullable Thread thread;

    /// Watches nothing yet.
    public LayerWatch() {}

    /// What has happened to a generation when its canary has gone.
    private static final class Retired extends WeakReference<ClassLoader> {
        private final int generation;
        private final WeakReference<ClassLoader> loader;

        Retired(int generation, ClassLoader loader, ReferenceQueue<ClassLoader> gone) {
            super(Canary.sing(), gone);
            this.generation = generation;
            this.loader = new WeakReference<>(loader);
        }
    }

    /// Watches a generation that has ended.
    ///
    /// @param generation its number
    /// @param loader its own class loader, which should have no other user
    public synchronized void add(int generation, ClassLoader loader) {
        retired.add(new Retired(generation, loader, gone));
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("pounce-generations").start(this::watch);
        }
    }

    /// {@return how many have ended, and have neither gone nor been reported}
    public int count() {
        return retired.size();
    }

    private void watch() {
        try {
            while (true) {
                if (gone.remove() instanceof Retired generation && retired.remove(generation)) {
                    report(generation.generation, generation.loader.get());
                }
            }
        } catch (InterruptedException _) {
            // the server has ended
        }
    }

    private static void report(int generation, @Nullable ClassLoader loader) {
        if (loader == null) {
            LOG.atDebug().addKeyValue("generation", generation).log("Unloaded");
            return;
        }
        LOG.atWarn()
                .addKeyValue("code", ErrorCode.POUNCE_RELOAD_LEAK)
                .addKeyValue("generation", generation)
                .addKeyValue("held", holders(loader))
                .log("An old generation of the application is not unloaded: something holds it");
    }

    /// {@return what can be seen without looking into the heap: threads}
    private static String holders(ClassLoader loader) {
        var threads =
                Thread.getAllStackTraces().entrySet().stream()
                        .filter(each -> belongsTo(each.getKey(), loader))
                        .map(each -> describe(each.getKey(), each.getValue()))
                        .sorted()
                        .collect(Collectors.joining("; "));
        return threads.isEmpty()
                ? "by no platform thread; look in a heap dump for what refers to "
                        + describe(loader)
                : threads;
    }

    private static boolean belongsTo(Thread thread, ClassLoader loader) {
        return loader.equals(thread.getContextClassLoader())
                || loader.equals(thread.getClass().getClassLoader());
    }

    private static String describe(Thread thread, StackTraceElement[] stack) {
        return stack.length == 0
                ? "by thread " + thread.getName()
                : "by thread " + thread.getName() + " at " + stack[stack.length - 1];
    }

    private static String describe(ClassLoader loader) {
        return loader.getClass().getName()
                + '@'
                + Integer.toHexString(System.identityHashCode(loader));
    }

    /// Ends, whatever is still there.
    @Override
    public synchronized void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
