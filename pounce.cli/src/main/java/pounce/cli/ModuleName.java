package pounce.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The name of a module that is not there yet (Java Language Specification, sections 3.8, 3.9 and
/// 6.2): identifiers with dots between them. Its package has the same name.
///
/// @param text a valid name
record ModuleName(String text) {
    private static final Pattern NO_PART = Pattern.compile("[^\\p{javaJavaIdentifierPart}]+");

    private static final Set<String> RESERVED =
            Set.of(
                    """
                    _ abstract assert boolean break byte case catch char class const continue default do
                    double else enum extends false final finally float for goto if implements import
                    instanceof int interface long native new null package private protected public
                    return short static strictfp super switch synchronized this throw throws transient
                    true try void volatile while
                    """
                            .split("\\s+"));

    /// {@return whether a text is the name of a module that anybody may have}
    static boolean isValid(String text) {
        var parts = text.split("\\.", -1);
        return Arrays.stream(parts).allMatch(ModuleName::isIdentifier)
                && !parts[0].equals("java"); // the JVM keeps packages of that name to itself
    }

    private static boolean isIdentifier(String part) {
        return !part.isEmpty()
                && !RESERVED.contains(part)
                && Character.isJavaIdentifierStart(part.codePointAt(0))
                && part.codePoints().allMatch(Character::isJavaIdentifierPart)
                && part.codePoints().noneMatch(Character::isIdentifierIgnorable);
    }

    /// {@return a valid name that looks like a text}
    static String near(String text) {
        var name =
                NO_PART.splitAsStream(text)
                        .filter(part -> !part.isEmpty())
                        .map(part -> RESERVED.contains(part) ? part + '_' : part)
                        .map(part -> isIdentifier(part) ? part : '_' + part)
                        .filter(ModuleName::isIdentifier)
                        .collect(Collectors.joining("."));
        return isValid(name) ? name : "org.example.shop";
    }

    /// {@return where Java keeps the sources of its package}
    String path() {
        return text.replace('.', '/');
    }

    /// {@return a name for options that looks like the last part of this one}
    String optionName() {
        var last = text.substring(text.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        var name = last.replaceAll("[^a-z0-9]+", "-").replaceAll("^[-0-9]+|-+$", "");
        return name.isEmpty() ? "extension" : name;
    }

    @Override
    public String toString() {
        return text;
    }
}
