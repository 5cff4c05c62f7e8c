package pounce.cli.log;

/// What an entry of the log looks like.
@FunctionalInterface
public interface LineFormat {

    /// Writes an entry. Whatever it says, who reads the log line by line is not deceived about
    /// where it begins and ends.
    ///
    /// @param entry what is written
    /// @param line where to, without the line break behind it
    void write(Entry entry, StringBuilder line);
}
