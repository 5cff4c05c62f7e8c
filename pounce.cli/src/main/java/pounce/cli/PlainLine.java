package pounce.cli;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pounce.api.Options;

/// Reads the arguments of `pounce serve` as they mostly are: an application, and flags of the
/// server's own options, each once, with values that look like nothing else. More than that is
/// picocli's to understand; but picocli takes a quarter of a start, and this next to nothing.
public final class PlainLine {
    private static final String APP = "";

    /// By flag, whether it may stand alone.
    private final Map<String, Boolean> flags = new HashMap<>();

    private final Map<String, String> said = new HashMap<>();
    private final List<String> words;
    private int next;

    private PlainLine(List<String> words) {
        this.words = words;
        flags.put(Configuration.FILE_FLAG, false);
        for (var option : Options.all()) {
            flags.put(FlagNames.of(option.name()), option.defaultValue() instanceof Boolean);
        }
    }

    /// {@return what picocli would make of the arguments; empty if it has to}
    ///
    /// @param args the name of the command first
    public static Optional<Line> of(String... args) {
        if (args.length == 0 || !args[0].equals("serve")) return Optional.empty();
        var line = new PlainLine(Arrays.asList(args).subList(1, args.length));
        while (line.next < line.words.size()) {
            if (!line.read(line.words.get(line.next++))) return Optional.empty();
        }
        return Optional.of(line.whole());
    }

    /// {@return whether that was plain}
    private boolean read(String word) {
        if (!word.startsWith("-")) return say(APP, word);
        int end = word.indexOf('=');
        if (end >= 0) {
            return is(false, word.substring(0, end))
                    && say(word.substring(0, end), word.substring(end + 1));
        }
        if (is(false, word)) return next < words.size() && say(word, words.get(next++));
        if (next < words.size() && !words.get(next).startsWith("-")) return false; // its value?
        return FlagNames.isNegated(word)
                ? sayOf(FlagNames.positive(word), "false")
                : sayOf(word, "true");
    }

    private boolean is(boolean alone, String flag) {
        return flags.getOrDefault(flag, !alone) == alone;
    }

    private boolean sayOf(String flag, String value) {
        return is(true, flag) && say(flag, value);
    }

    /// Picocli reads files that `@` names.
    private boolean say(String what, String value) {
        return !value.isEmpty()
                && value.charAt(0) != '-'
                && value.charAt(0) != '@'
                && said.putIfAbsent(what, value) == null;
    }

    private Line whole() {
        var texts = new HashMap<String, String>();
        for (var option : Options.all()) {
            var text = said.get(FlagNames.of(option.name()));
            if (text != null) {
                texts.put(option.name(), text);
            }
        }
        return new Line(
                Optional.ofNullable(said.get(APP)),
                Optional.ofNullable(said.get(Configuration.FILE_FLAG)),
                texts);
    }
}
