package pounce.testkit;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import pounce.api.App;
import pounce.api.Handler;
import pounce.api.ServerConfig;

/// Lets JUnit start and stop a [TestServer]: in a `static` field one for all tests of the class, in
/// another field one for each test.
///
/// ```java
/// @RegisterExtension
/// static final TestServerExtension SERVER = TestServerExtension.of(_ -> Response.text("Hello"));
///
/// @Test
/// void greets(TestServer server) throws Exception {
///     assertEquals("Hello", server.get("/").body());
/// }
/// ```
///
/// Methods get the server as a parameter, or from [#server()]. A test that fails has what the
/// application threw in the course of it among its suppressed exceptions. Tests that share a server
/// and ask for its failures or events must not run at the same time.
@SuppressWarnings("exports") // whoever uses it requires JUnit, and nobody else has to
public final class TestServerExtension
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver,
                TestExecutionExceptionHandler {
    private final Supplier<TestServer> start;
    private @Nullable TestServer running;
    private List<Throwable> known = List.of();

    /// How many classes share the server that are within each other, `@Nested`.
    private int classes;

    private TestServerExtension(Supplier<TestServer> start) {
        this.start = start;
    }

    /// Returns an extension that starts a server for a function.
    ///
    /// @param handler answers requests
    /// @return the extension, for a field with `@RegisterExtension`
    public static TestServerExtension of(Handler handler) {
        return of(App.of(handler), _ -> {});
    }

    /// Returns an extension that starts a server.
    ///
    /// @param app what is served
    /// @param settings adds what the tests need
    /// @return the extension, for a field with `@RegisterExtension`
    public static TestServerExtension of(App app, Consumer<ServerConfig.Builder> settings) {
        return new TestServerExtension(() -> TestServer.start(app, settings));
    }

    /// Returns an extension that starts a server for a named application.
    ///
    /// @param app its name; see [pounce.api.Pounce#start(String, ServerConfig)]
    /// @param settings adds what the tests need
    /// @return the extension, for a field with `@RegisterExtension`
    public static TestServerExtension of(String app, Consumer<ServerConfig.Builder> settings) {
        return new TestServerExtension(() -> TestServer.start(app, settings));
    }

    /// {@return the server}
    ///
    /// @throws IllegalStateException outside of tests
    public TestServer server() {
        var server = running;
        if (server == null) throw new IllegalStateException("no test runs now");
        return server;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (classes == 0) {
            running = start.get();
        }
        classes++;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (classes == 0) {
            running = start.get();
        }
        known = server().failures();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (classes == 0) {
            stop();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        classes--;
        if (classes == 0) {
            stop();
        }
    }

    private void stop() {
        var server = running;
        if (server != null) {
            running = null;
            server.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestServer.class;
    }

    @Override
    public TestServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server();
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure)
            throws Throwable {
        server().failures().stream()
                .filter(each -> !each.equals(failure) && !known.contains(each))
                .forEach(failure::addSuppressed);
        throw failure;
    }
}
