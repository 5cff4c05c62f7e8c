package pounce.tests.docs;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import pounce.api.Option;
import pounce.api.Options;

/// The rows of a page's tables that begin with an option, and what the table of options has of it.
final class OptionRows {
    private OptionRows() {}

    /// {@return the defaults of a page by option}
    ///
    /// @param row has the name in its first group, the default in its second
    static Map<String, String> of(Page page, Pattern row) {
        var rows = new TreeMap<String, String>();
        for (var line : page.prose()) {
            var matcher = row.matcher(line);
            if (matcher.find()) {
                var standard = matcher.group(2);
                rows.put(matcher.group(1), standard == null ? "" : standard);
            }
        }
        return rows;
    }

    /// {@return the defaults that there are}
    static Map<String, String> known(Predicate<String> names) {
        var known = new TreeMap<String, String>();
        for (var option : Options.all()) {
            if (names.test(option.name())) {
                known.put(option.name(), standard(option));
            }
        }
        return known;
    }

    private static <T> String standard(Option<T> option) {
        return option.format(option.defaultValue());
    }
}
