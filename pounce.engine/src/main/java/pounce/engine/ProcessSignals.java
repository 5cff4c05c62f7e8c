package pounce.engine;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.function.Consumer;

/// `sun.misc.Signal`, which makes javac warn in a way that cannot be silenced, and so is called by
/// method handles. Handlers are of a class that is made as a lambda's is, once: a
/// [java.lang.reflect.Proxy] takes a tenth of a start.
///
/// @param make from a name to a signal
/// @param toHandler from a consumer to a handler
/// @param handle takes both
record ProcessSignals(MethodHandle make, MethodHandle toHandler, MethodHandle handle) {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    /// Looks for them.
    ///
    /// @throws ReflectiveOperationException if this JVM has no such class
    static ProcessSignals find() throws ReflectiveOperationException {
        var signal = Class.forName("sun.misc.Signal");
        var handler = Class.forName("sun.misc.SignalHandler");
        return new ProcessSignals(
                LOOKUP.findConstructor(signal, methodType(void.class, String.class)),
                toHandler(signal, handler),
                LOOKUP.findStatic(signal, "handle", methodType(handler, signal, handler)));
    }

    private static MethodHandle toHandler(Class<?> signal, Class<?> handler)
            throws ReflectiveOperationException {
        try {
            return LambdaMetafactory.metafactory(
                            LOOKUP,
                            "handle",
                            methodType(handler, Consumer.class),
                            methodType(void.class, signal),
                            LOOKUP.findVirtual(
                                    Consumer.class, "accept", methodType(void.class, Object.class)),
                            methodType(void.class, signal))
                    .getTarget();
        } catch (LambdaConversionException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    /// Handles a signal from now on.
    ///
    /// @param name without `SIG`
    /// @param received is handed the `Signal`, on a thread of its own for each
    /// @throws IllegalArgumentException if the system does not know the signal, or the JVM keeps it
    void handle(String name, Consumer<Object> received) {
        try {
            var _ = handle.invoke(make.invoke(name), toHandler.invoke(received));
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
