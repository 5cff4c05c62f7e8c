package pounce.api.spi;

import java.util.List;

/// What one generation of the application is doing. Components may be added at the end.
///
/// @param number counting reloads from 1
/// @param requests that it serves now
/// @param modules its own, with their versions, the main module first; none where there are none
public record GenerationState(int number, int requests, List<String> modules) {

    /// Keeps the list as it is.
    public GenerationState {
        modules = List.copyOf(modules);
    }
}
