package pounce.engine.application;

import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.util.Optional;
import java.util.Set;

/// Finds one module, and no other.
///
/// @param module which
record OneModule(ModuleReference module) implements ModuleFinder {

    @Override
    public Optional<ModuleReference> find(String name) {
        return module.descriptor().name().equals(name) ? Optional.of(module) : Optional.empty();
    }

    @Override
    public Set<ModuleReference> findAll() {
        return Set.of(module);
    }
}
