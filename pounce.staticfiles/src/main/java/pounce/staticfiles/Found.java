package pounce.staticfiles;

/// What a path leads to in its mount.
sealed interface Found {
    Nothing NOTHING = new Nothing();
    Redirect REDIRECT = new Redirect();

    /// Nothing that is served.
    record Nothing() implements Found {}

    /// The same path with a slash behind it.
    record Redirect() implements Found {}

    /// A file.
    ///
    /// @param file ready to be sent
    record File(StoredFile file) implements Found {}

    /// A folder that is listed.
    ///
    /// @param path of the folder
    record Folder(FilePath path) implements Found {}
}
