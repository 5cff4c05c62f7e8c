package pounce.tests.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A page of the documentation, in Markdown.
///
/// @param file relative to the repository
/// @param lines its text
record Page(Path file, List<String> lines) {
    /// Tests run in the directory of their module.
    static final Path REPOSITORY = Path.of("..");

    private static final Pattern FENCE = Pattern.compile("( *)```(\\w*)");
    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*?) *#*");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final String GIVEN = "<!-- given:";

    /// {@return the pages that users read, and those that builders read}
    static List<Page> all() throws IOException {
        try (var docs = Files.walk(REPOSITORY.resolve("docs"));
                var others = Files.list(REPOSITORY)) {
            return Stream.concat(others, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(Page::read)
                    .toList();
        }
    }

    /// {@return a page as it is in the repository}
    static Page read(Path file) {
        try {
            return of(REPOSITORY.relativize(file), Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Page of(Path file, String text) {
        return new Page(file, text.lines().toList());
    }

    @Override
    public String toString() {
        return file.toString();
    }

    /// {@return what says where on this page something is wrong}
    String fault(int line, String what) {
        return file + ":" + line + ": " + what;
    }

    /// {@return everything between fences, and everything that is given, in order}
    List<Block> blocks() {
        var blocks = new ArrayList<Block>();
        for (int at = 0; at < lines.size(); at++) {
            var fence = FENCE.matcher(lines.get(at).stripTrailing());
            if (fence.matches()) {
                int end = indexOf(fence.group(1) + "```", at + 1);
                blocks.add(block(fence.group(2), at + 1, end, fence.group(1).length()));
                at = end;
            } else if (lines.get(at).equals(GIVEN)) {
                int end = indexOf("-->", at + 1);
                blocks.add(block(Block.GIVEN, at + 1, end, 0));
                at = end;
            }
        }
        return blocks;
    }

    List<Block> blocks(String... languages) {
        var wanted = Set.of(languages);
        return blocks().stream().filter(block -> wanted.contains(block.language())).toList();
    }

    private int indexOf(String line, int from) {
        for (int at = from; at < lines.size(); at++) {
            if (lines.get(at).stripTrailing().equals(line)) return at;
        }
        throw new IllegalStateException(fault(from, "begins, and does not end"));
    }

    private Block block(String language, int from, int to, int indentation) {
        var text = new StringBuilder();
        for (var line : lines.subList(from, to)) {
            text.append(line.substring(Math.min(indentation, line.length()))).append('\n');
        }
        return new Block(language, from + 1, text.toString());
    }

    /// {@return the lines that are in no block, and empty ones in place of the others}
    List<String> prose() {
        var prose = new ArrayList<>(lines);
        for (var block : blocks()) {
            int first = block.line() - 1;
            long count = block.text().lines().count();
            for (int at = first; at < first + count; at++) {
                prose.set(at, "");
            }
        }
        return prose;
    }

    /// {@return the names under which headings can be linked, as GitHub makes them}
    Set<String> anchors() {
        var anchors = new LinkedHashSet<String>();
        var seen = new HashMap<String, Integer>();
        for (var line : prose()) {
            var heading = HEADING.matcher(line);
            if (heading.matches()) {
                var anchor =
                        heading.group(1)
                                .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                                .replace(' ', '-');
                int earlier = seen.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(earlier == 0 ? anchor : anchor + "-" + earlier);
            }
        }
        return anchors;
    }

    /// {@return what is linked in prose}
    List<Link> links() {
        var links = new ArrayList<Link>();
        var prose = prose();
        for (int at = 0; at < prose.size(); at++) {
            var link = LINK.matcher(prose.get(at).replaceAll("`[^`]*`", ""));
            while (link.find()) {
                links.add(new Link(at + 1, link.group(1)));
            }
        }
        return links;
    }

    /// A link.
    ///
    /// @param line where it stands, from 1
    /// @param target where it leads, as written
    record Link(int line, String target) {
        boolean isOutside() {
            return target.startsWith("https://") || target.startsWith("http://");
        }

        /// {@return the file; empty for the page itself}
        String path() {
            int hash = target.indexOf('#');
            return hash < 0 ? target : target.substring(0, hash);
        }

        /// {@return the heading; empty for the page as a whole}
        String anchor() {
            int hash = target.indexOf('#');
            return hash < 0 ? "" : target.substring(hash + 1);
        }
    }
}
