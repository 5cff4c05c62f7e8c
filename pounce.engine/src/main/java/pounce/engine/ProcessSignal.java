package pounce.engine;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.function.Consumer;

/// `sun.misc.Signal`, which makes javac warn in a way that cannot be silenced, and so is called by
/// method handles. A handler is made as a lambda is: a [java.lang.reflect.Proxy] takes a tenth of a
/// start.
final class ProcessSignal {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private ProcessSignal() {}

    /// Handles a signal from now on.
    ///
    /// @param name without `SIG`
    /// @param received is handed the `Signal`, on a thread of its own for each
    /// @throws ReflectiveOperationException if this JVM has no such class
    /// @throws IllegalArgumentException if the system does not know the signal, or the JVM keeps it
    static void handle(String name, Consumer<Object> received) throws ReflectiveOperationException {
        var signal = Class.forName("sun.misc.Signal");
        var handler = Class.forName("sun.misc.SignalHandler");
        var make = LOOKUP.findConstructor(signal, methodType(void.class, String.class));
        var handle = LOOKUP.findStatic(signal, "handle", methodType(handler, signal, handler));
        try {
            var _ = handle.invoke(make.invoke(name), toHandler(signal, handler).invoke(received));
        } catch (RuntimeException | Error | ReflectiveOperationException failure) {
            throw failure;
        } catch (Throwable unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    /// {@return what makes a handler of a consumer}
    private static MethodHandle toHandler(Class<?> signal, Class<?> handler) throws Exception {
        return LambdaMetafactory.metafactory(
                        LOOKUP,
                        "handle",
                        methodType(handler, Consumer.class),
                        methodType(void.class, signal),
                        LOOKUP.findVirtual(
                                Consumer.class, "accept", methodType(void.class, Object.class)),
                        methodType(void.class, signal))
                .getTarget();
    }
}
