/// A plug-in for pounce that stamps every response.
module org.example.stamp {
    requires pounce.api;

    provides pounce.api.spi.Plugin with
            org.example.stamp.StampPlugin;
}
