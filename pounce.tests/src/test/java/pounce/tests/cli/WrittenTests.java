package pounce.tests.cli;

import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

/// Runs the tests of a class in a process of its own, without the rest of JUnit.
final class WrittenTests {
    private WrittenTests() {}

    /// Fails if a test does.
    public static void main(String... names) throws ReflectiveOperationException {
        for (var name : names) {
            var type = Class.forName(name);
            for (var method : type.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class)) {
                    run(type, method);
                }
            }
        }
        System.exit(0); // whatever threads are left
    }

    private static void run(Class<?> type, Method method) throws ReflectiveOperationException {
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        method.setAccessible(true);
        method.invoke(constructor.newInstance());
        System.out.println("passed " + method.getName());
    }
}
