package pounce.tests.grammar;

import java.util.List;
import java.util.Optional;
import pounce.api.error.ErrorCode;

/// What a `multipart/form-data` means.
///
/// @param heads of all parts that began
/// @param contents of all parts that are whole, as Latin-1
/// @param refusal why it ended before its end, if it did
public record Form(List<Head> heads, List<String> contents, Optional<ErrorCode> refusal) {
    /// The fields of a part.
    ///
    /// @param name what the part is called
    /// @param filename what the file is called
    /// @param lines name, value, name, value, ...
    public record Head(String name, Optional<String> filename, List<String> lines) {}

    /// What is taken at most.
    ///
    /// @param parts how many
    /// @param name of a part or a file
    /// @param fields of a part
    /// @param part content of one
    public record Limits(int parts, int name, int fields, int part) {}
}
