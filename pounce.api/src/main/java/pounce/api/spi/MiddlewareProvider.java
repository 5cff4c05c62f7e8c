package pounce.api.spi;

import pounce.api.Middleware;
import pounce.api.Phase;
import pounce.api.Settings;

/// Makes a middleware from settings. There may be any number; the chain is made of those that the
/// settings ask for, in an order that does not depend on the module path: by [Phase], by [#rank()],
/// by name.
public non-sealed interface MiddlewareProvider extends Extension {

    /// {@return where in the chain it stands}
    Phase phase();

    /// {@return its place among those of its phase: the smaller, the further out; pounce's own have
    /// 0 to 99}
    default int rank() {
        return 100;
    }

    /// {@return whether settings ask for it}
    ///
    /// @param settings the server's, and its own
    boolean isWanted(Settings settings);

    /// Returns the middleware. Called once per server; what it returns is applied once per
    /// generation, so that what it counts outlives a reload. Where the provider comes with the
    /// modules of an application, it goes with them: called once per generation.
    ///
    /// @param settings the server's, and its own; or those of a factory method of [Middleware]
    /// @return a middleware
    /// @throws IllegalArgumentException if they do not fit together: the start fails
    Middleware create(Settings settings);

    /// Returns the middleware, for a provider that has services of its own. Called in place of
    /// [#create(Settings)], which it calls unless it is overridden. Where it looks for services of
    /// a kind that an application brings, it is called once per generation.
    ///
    /// @param settings as above
    /// @param services finds them, until this method returns
    /// @return a middleware
    /// @throws IllegalArgumentException if they do not fit together: the start fails
    default Middleware create(Settings settings, Services services) {
        return create(settings);
    }
}
