package pounce.api;

import java.util.Map;

/// Options and their values. Only [ServerConfig.Builder#set] and [Settings#of] put values in, so
/// that each is of its option's type.
record SettingTable(Map<Option<?>, Object> values) implements Settings {
    SettingTable {
        values = Map.copyOf(values);
    }

    boolean has(Option<?> option) {
        return values.containsKey(option);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T get(Option<T> option) {
        var value = values.get(option);
        return value == null ? option.defaultValue() : (T) value;
    }
}
