package pounce.api;

/// Values of options; what a provider or plug-in is given to read its configuration from.
/// Immutable.
public interface Settings {

    /// {@return the value that was set, else the default}
    <T> T get(Option<T> option);

    /// Returns settings in which one option has this value and all others their default.
    static <T> Settings of(Option<T> option, T value) {
        return new SettingTable(java.util.Map.of(option, option.check(value)));
    }
}
