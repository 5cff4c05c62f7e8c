package pounce.staticfiles;

/// What is found at a path.
sealed interface Node {
    Absent ABSENT = new Absent();
    Folder FOLDER = new Folder();

    /// Nothing that is served.
    record Absent() implements Node {}

    /// A directory.
    record Folder() implements Node {}

    /// A regular file.
    ///
    /// @param stamp of its state
    record File(Stamp stamp) implements Node {}
}
