package pounce.api;

import java.lang.module.ModuleDescriptor;
import java.util.List;

/// What a server would run with, for people.
///
/// @param threads the mode of [Options#WORKER_MODE] that would be used, a colon, and why
/// @param loops how many event loops
/// @param extensions what was found, in the order of their names; with those that the application
///   brings
/// @param application its own modules, the main module first; empty where there is none, or no
///   application was named
public record ServerDescription(
        String threads, int loops, List<Provided> extensions, List<ModuleDescriptor> application) {

    /// Makes a description.
    public ServerDescription {
        extensions = List.copyOf(extensions);
        application = List.copyOf(application);
    }

    /// One extension.
    ///
    /// @param kind what it is, in words
    /// @param name its name, unique in its kind
    /// @param module that provides it; empty where it is on the class path
    public record Provided(String kind, String name, String module) {}
}
