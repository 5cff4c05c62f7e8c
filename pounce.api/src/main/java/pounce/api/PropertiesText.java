package pounce.api;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/// The text of a properties file, setting by setting.
///
/// [Properties] itself knows no lines, and lets the second of two settings win without a word. So
/// it is given one logical line at a time, and only has to tell what that means.
final class PropertiesText {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final List<Property> settings = new ArrayList<>();
    private final StringBuilder logicalLine = new StringBuilder();
    private int number;
    private int start;
    private boolean continues;

    private PropertiesText() {}

    /// {@return the settings in their order; repeated ones are there as often as in the text}
    ///
    /// @throws IllegalArgumentException on an escape that is none, with the number of its line
    static List<Property> read(String text) {
        var reader = new PropertiesText();
        text.replaceFirst(BYTE_ORDER_MARK, "").lines().forEach(reader::add);
        reader.end();
        return List.copyOf(reader.settings);
    }

    private void add(String line) {
        number++;
        var content = line.stripLeading();
        if (!continues) {
            if (content.isEmpty() || content.startsWith("#") || content.startsWith("!")) return;
            start = number;
        }
        continues = endsWithEscape(content);
        logicalLine.append(content, 0, content.length() - (continues ? 1 : 0));
        if (!continues) {
            end();
        }
    }

    /// An even number of backslashes are escaped ones.
    private static boolean endsWithEscape(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\\') {
            end--;
        }
        return (line.length() - end) % 2 == 1;
    }

    private void end() {
        var one = new Properties();
        try {
            one.load(new StringReader(logicalLine.toString()));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "line " + start + ": an escape that is none", malformed);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // a string can always be read
        }
        one.stringPropertyNames()
                .forEach(name -> settings.add(new Property(name, one.getProperty(name), start)));
        logicalLine.setLength(0);
    }
}
