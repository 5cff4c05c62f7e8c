package pounce.api;

import java.util.Map;

/// Values of options; what a provider or plug-in is given to read its configuration from.
/// Immutable.
public interface Settings {

    /// {@return the value that was set, else the default}
    ///
    /// @param <T> the option's type
    /// @param option which
    <T> T get(Option<T> option);

    /// Returns settings in which one option has this value and all others their default.
    ///
    /// @param <T> the option's type
    /// @param option which
    /// @param value its value
    /// @return settings
    /// @throws IllegalArgumentException if the value breaks the option's rule
    static <T> Settings of(Option<T> option, T value) {
        return new SettingTable(Map.of(option, option.check(value)));
    }
}
