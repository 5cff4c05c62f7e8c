package pounce.tests.stress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;

/// Sleeps so that a virtual thread keeps its carrier: inside a class initialiser, which the JVM
/// calls. A class is initialised once, so each sleep has a class of its own.
final class PinnedSleep {
    private static final ThreadLocal<Long> MILLIS = new ThreadLocal<>();
    private static final byte[] TEMPLATE = template();

    private PinnedSleep() {}

    static void sleep(long millis) {
        MILLIS.set(millis);
        try {
            MethodHandles.lookup().defineHiddenClass(TEMPLATE, true);
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        } finally {
            MILLIS.remove();
        }
    }

    static void sleepHere() {
        try {
            Thread.sleep(MILLIS.get());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] template() {
        try (var octets = PinnedSleep.class.getResourceAsStream("PinnedSleep$Template.class")) {
            if (octets == null) {
                throw new AssertionError("no class file");
            }
            return octets.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static final class Template {
        static {
            sleepHere();
        }

        private Template() {}
    }
}
