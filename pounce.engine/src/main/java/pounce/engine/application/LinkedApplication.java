package pounce.engine.application;

/// An application in a module that came with the server: part of its image, or on its module path.
///
/// @param name how it was asked for
/// @param module which
record LinkedApplication(ApplicationName name, Module module) implements ApplicationSource {

    @Override
    public Application load() {
        return Application.beside(Instances.of(name, module.getLayer(), module));
    }

    /// A module of the server goes when the server does.
    @Override
    public boolean isReloadable() {
        return false;
    }
}
