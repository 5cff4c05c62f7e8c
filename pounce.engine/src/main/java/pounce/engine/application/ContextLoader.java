package pounce.engine.application;

import pounce.api.App;
import pounce.api.Receive;
import pounce.api.Scope;
import pounce.api.Send;

/// Calls an application with its own class loader as that of the thread: libraries that look for
/// services look there, and would otherwise find the server's alone.
///
/// @param app the application
/// @param loader its own
record ContextLoader(App app, ClassLoader loader) implements App {

    static App around(App app, ClassLoader loader) {
        return new ContextLoader(app, loader);
    }

    @Override
    public void handle(Scope scope, Receive receive, Send send) throws Exception {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            app.handle(scope, receive, send);
        } finally {
            thread.setContextClassLoader(before); // its next request may be of another generation
        }
    }
}
