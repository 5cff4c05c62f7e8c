package pounce.engine.generation;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.util.Optional;
import java.util.Set;

/// A class loader that nobody needs, with an empty module, which is unloaded when the next one can
/// be.
///
/// An ordinary object goes with any collection; a class loader stays until one looks for classes to
/// unload, which may take days. So what is still there when this has gone is held by somebody.
final class Canary extends ModuleReference implements ModuleFinder {
    private static final String NAME = "pounce.canary";

    private Canary() {
        super(ModuleDescriptor.newModule(NAME).build(), null);
    }

    /// {@return a new loader, which nothing else refers to}
    static ClassLoader sing() {
        var configuration =
                Configuration.resolve(
                        new Canary(),
                        java.util.List.of(ModuleLayer.boot().configuration()),
                        ModuleFinder.of(),
                        Set.of(NAME));
        return ModuleLayer.defineModulesWithOneLoader(
                        configuration, java.util.List.of(ModuleLayer.boot()), null)
                .layer()
                .findLoader(NAME);
    }

    @Override
    public Optional<ModuleReference> find(String name) {
        return name.equals(NAME) ? Optional.of(this) : Optional.empty();
    }

    @Override
    public Set<ModuleReference> findAll() {
        return Set.of(this);
    }

    @Override
    public ModuleReader open() throws IOException {
        throw new IOException("there is nothing in it");
    }
}
