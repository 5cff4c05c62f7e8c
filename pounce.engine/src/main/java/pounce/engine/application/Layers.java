package pounce.engine.application;

/// The layer of the server's own modules.
final class Layers {
    private Layers() {}

    static ModuleLayer own() {
        var layer = Layers.class.getModule().getLayer();
        return layer != null ? layer : ModuleLayer.boot();
    }
}
