package pounce.engine.application;

import java.io.IOException;
import java.lang.module.Configuration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pounce.api.error.AppException;
import pounce.api.error.ErrorCode;

/// Modules in a layer above the server's, and the copies of files that it reads.
///
/// @param modules with one class loader
/// @param files go with the layer
record OwnLayer(ModuleLayer modules, Snapshot files) {

    /// {@return a layer that nobody else has}
    ///
    /// @param resolution says which modules
    /// @param entries where they are
    /// @param resources directories that belong to each of its roots
    /// @throws AppException if they do not go together, or cannot be copied
    static OwnLayer of(Resolution resolution, List<Path> entries, List<Path> resources) {
        var found = resolution.of(entries);
        resolution.tellWhatIsNotUsed(entries);
        try {
            return of(resolution, found, resources, Snapshot.create());
        } catch (IOException failure) {
            throw new AppException(
                    ErrorCode.POUNCE_APP_INVALID,
                    resolution.name() + ": not copied: " + failure,
                    failure);
        }
    }

    private static OwnLayer of(
            Resolution resolution, Configuration found, List<Path> resources, Snapshot copies)
            throws IOException {
        try {
            var copied = new ArrayList<Path>();
            for (var each : found.modules()) {
                var place = ModulePath.place(each.reference());
                copied.add(
                        resolution.roots().contains(each.name())
                                ? copies.add(place, resources.toArray(Path[]::new))
                                : copies.add(place));
            }
            return new OwnLayer(resolution.define(resolution.of(copied)), copies);
        } catch (IOException | RuntimeException | Error failure) {
            copies.close();
            throw failure;
        }
    }
}
