package pounce.engine.application;

import pounce.api.App;

/// An object that somebody else has made.
///
/// @param app the object
record GivenApplication(App app) implements ApplicationSource {

    @Override
    public Application load() {
        return Application.beside(app);
    }

    @Override
    public boolean isReloadable() {
        return false;
    }
}
