package pounce.api.multipart;

import java.util.List;
import java.util.Optional;

/// The fields of one part.
///
/// @param name what the part is called in the form
/// @param filename what the sender calls the file, without directories; empty if the part is none,
///   or nobody chose one
/// @param lines name, value, name, value, ..., as Latin-1
public record PartHead(String name, Optional<String> filename, List<String> lines) {
    /// Copies the lines.
    public PartHead {
        lines = List.copyOf(lines);
    }
}
