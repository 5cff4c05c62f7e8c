/// An application for pounce.
module @module@ {
    requires pounce.api;

    provides pounce.api.App with
            @module@.Application;
}
