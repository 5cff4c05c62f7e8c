package pounce.engine.application;

import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds some modules, and no other.
///
/// @param modules by name
record TheseModules(Map<String, ModuleReference> modules) implements ModuleFinder {

    @Override
    public Optional<ModuleReference> find(String name) {
        return Optional.ofNullable(modules.get(name));
    }

    @Override
    public Set<ModuleReference> findAll() {
        return Set.copyOf(modules.values());
    }
}
