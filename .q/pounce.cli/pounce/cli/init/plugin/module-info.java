/// A plug-in for pounce.
module @module@ {
    requires pounce.api;

    provides pounce.api.spi.Plugin with
            @module@.Extension;
}
