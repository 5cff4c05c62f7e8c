package pounce.staticfiles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// Where the files of a mount are.
sealed interface FileTree permits DirectoryTree, ResourceTree {

    /// Finds out what is there now; blocks.
    ///
    /// @param path within the tree
    /// @return a folder for one, whether or not a slash stands behind it
    /// @throws IOException if the system cannot tell
    Node look(FilePath path) throws IOException;

    /// {@return whether what was found may be another thing later}
    boolean changes();

    /// {@return a name for the state of a file that is not read to find one}
    ///
    /// @param stamp of its state
    String tag(Stamp stamp);

    /// Reads a file that is small enough for memory.
    ///
    /// @param path of a file
    /// @param stamp its state; the file may not have another by now
    /// @return its octets; empty if it has changed
    /// @throws IOException if it cannot be read
    Optional<ByteBuffer> read(FilePath path, Stamp stamp) throws IOException;

    /// {@return a file that is opened each time it is sent}
    ///
    /// @param path of a file
    /// @param stamp its state
    Body.Opened opened(FilePath path, Stamp stamp);

    /// Lists a folder.
    ///
    /// @param path of a folder
    /// @param most so many at most, in no order
    /// @return what may be asked for
    /// @throws IOException if it cannot be read
    List<Child> list(FilePath path, int most) throws IOException;

    /// What is in a folder.
    ///
    /// @param name of the file or folder
    /// @param node what it is
    record Child(String name, Node node) {}
}
