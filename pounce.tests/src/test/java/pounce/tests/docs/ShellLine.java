package pounce.tests.docs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A command as a shell sees it: assignments, and words without quotes.
///
/// @param line of the page, from 1
/// @param environment what stands before the command
/// @param words the command and its arguments
record ShellLine(int line, Map<String, String> environment, List<String> words) {
    private static final Set<String> ENDS = Set.of("|", "||", "&&", "&", ";", ">", "2>", "<");

    /// {@return the commands of a block, each with its continued lines; in one that shows a
    /// console, what stands behind a dollar sign}
    static List<ShellLine> of(Block block) {
        var commands = new ArrayList<ShellLine>();
        var text = new StringBuilder();
        int first = block.line();
        int line = block.line();
        for (var each : block.text().lines().toList()) {
            line++;
            boolean isSaid =
                    block.language().equals("console") && text.isEmpty() && !each.startsWith("$ ");
            if (isSaid) {
                first = line;
            } else if (each.endsWith("\\")) {
                text.append(each, 0, each.length() - 1).append(' ');
            } else {
                commands.addAll(commands(first, words(text + each)));
                text.setLength(0);
                first = line;
            }
        }
        return commands;
    }

    boolean isPounce() {
        return words.getFirst().equals("pounce") || words.getFirst().endsWith("/pounce");
    }

    String[] arguments() {
        return words.subList(1, words.size()).toArray(String[]::new);
    }

    private static List<ShellLine> commands(int line, List<String> words) {
        var commands = new ArrayList<ShellLine>();
        var environment = new HashMap<String, String>();
        var command = new ArrayList<String>();
        boolean isFile = false;
        for (var word : words) {
            if (ENDS.contains(word)) {
                isFile = word.endsWith(">") || word.equals("<");
                if (!isFile && !command.isEmpty()) {
                    commands.add(
                            new ShellLine(line, Map.copyOf(environment), List.copyOf(command)));
                    command.clear();
                }
            } else if (isFile || word.matches("[12]?>.+")) {
                isFile = false;
            } else if (command.isEmpty() && word.matches("[A-Z_]+=.*")) {
                int equals = word.indexOf('=');
                environment.put(word.substring(0, equals), word.substring(equals + 1));
            } else if (!command.isEmpty() || !word.equals("$")) {
                command.add(word);
            }
        }
        if (!command.isEmpty()) {
            commands.add(new ShellLine(line, Map.copyOf(environment), List.copyOf(command)));
        }
        return commands;
    }

    /// {@return words between white space, without quotes and comments}
    private static List<String> words(String text) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int at = 0; at < text.length(); at++) {
            char each = text.charAt(at);
            if (quote != 0) {
                if (each == quote) {
                    quote = 0;
                } else {
                    word.append(each);
                }
            } else if (each == '\'' || each == '"') {
                quote = each;
                begun = true;
            } else if (Character.isWhitespace(each) || each == ';') {
                if (begun) words.add(word.toString());
                if (each == ';') words.add(";");
                word.setLength(0);
                begun = false;
            } else if (each == '#' && !begun) {
                return words;
            } else {
                word.append(each);
                begun = true;
            }
        }
        if (begun) words.add(word.toString());
        return words;
    }
}
