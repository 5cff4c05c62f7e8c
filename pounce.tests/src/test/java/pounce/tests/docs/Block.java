package pounce.tests.docs;

/// A piece of a page that is not prose.
///
/// @param language as its fence says; empty if it says nothing; [#GIVEN] for a comment that says
///   what the samples of the page take for granted
/// @param line the line of the page at which its text begins, from 1
/// @param text without the indentation of the fence
record Block(String language, int line, String text) {
    static final String GIVEN = "given";

    /// {@return the text on the lines that it has in the page, with something before it on the
    /// first, so that what a compiler says of it has the right line}
    String inPlace(String before) {
        return before + "\n".repeat(line - 1) + text;
    }
}
